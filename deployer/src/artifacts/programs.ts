import { createRequire } from 'node:module'
import { ProgramMissingError } from '../core/errors/index.ts'

const require = createRequire(import.meta.url)

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-amd64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-amd64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-amd64',
}

/**
 * Path of the anvil that npm installed for this platform. The program itself, not its launcher: a killed launcher
 * leaves its child behind.
 *
 * @throws {@link ProgramMissingError}
 */
export function findAnvil(): string {
  const platform = platforms[`${process.platform}-${process.arch}`]
  try {
    if (platform) return require.resolve(`@foundry-rs/anvil-${platform}/bin/anvil`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
  }
  throw new ProgramMissingError({
    program: `anvil for ${process.platform}-${process.arch}`,
    next: `Install it: npm install @foundry-rs/anvil-${platform ?? '<platform>'}@1.7.1`,
  })
}
