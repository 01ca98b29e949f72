import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** First account of every development node: published, worthless. */
export const devAccount = {
  address: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  key: '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
} as const

/** A config.toml that parses; `replace` exchanges lines by what they begin with, `append` adds some. */
export function sampleConfig(
  options: { l1ChainId?: number; l2ChainId?: number; replace?: Record<string, string>; append?: string } = {},
): string {
  const lines = `schema = 1

[chain]
name = "sample"
id = ${options.l2ChainId ?? 42069}

[l1]
chain_id = ${options.l1ChainId ?? 31337}

[roles]
owner = "${devAccount.address}"
batcher = "0x0000000000000000000000000000000000001001"
unsafe_signer = "0x0000000000000000000000000000000000001002"
proposer = "0x0000000000000000000000000000000000001003"
challenger = "0x0000000000000000000000000000000000001004"
`.split('\n')
  const replaced = lines.map((line) => {
    const key = Object.keys(options.replace ?? {}).find((start) => line.startsWith(start))
    return key ? (options.replace?.[key] ?? line) : line
  })
  return replaced.join('\n') + (options.append ?? '')
}

/** A project folder that goes away again. */
export function createProject(config: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-project-'))
  writeFileSync(join(folder, 'config.toml'), config)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
