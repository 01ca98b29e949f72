import { readFileSync } from 'node:fs'
import { main } from './main.ts'

/** Runs the CLI with the arguments of this process. @returns The exit code; an earlier one of the command stays. */
export async function runCli(): Promise<number> {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const code = await main(process.argv.slice(2), manifest.version)
  return code === 0 ? Number(process.exitCode ?? 0) : code
}
