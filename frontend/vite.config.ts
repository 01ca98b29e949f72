import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The bytecode of the L1 contracts: fetched by the page that deploys, and refused when it is not this file. */
const bundle = fileURLToPath(new URL('../deployer/artifacts/bedrock-0.17.3.json', import.meta.url))

/**
 * Static files for any folder of any host: relative base, no environment at build time. `--mode demo` adds the
 * local-only wallet and the demo's controls; no other build contains them.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  define: { __BEDROCK_INTEGRITY__: JSON.stringify(integrityOf(bundle)) },
  resolve: {
    conditions: ['opraas-source', 'module', 'browser', 'production'],
    // With its query: a plain name would match without one only.
    alias: [{ find: /^#bedrock(?=\?)/, replacement: bundle }],
  },
  build: {
    manifest: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
})

function integrityOf(file: string): string {
  return `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`
}
