import type { Command } from 'commander'
import { hashGenesis } from '../../core/genesis/index.ts'
import { defineCommand } from '../command.ts'
import { readJsonFile, readTomlFile } from '../inputFile.ts'

/** `opraas genesis hash`: block 0 of any OP chain, from its allocation and its configuration. */
export function genesisHashCommand(): Command {
  return defineCommand<{ alloc: string; config: string }>(
    'hash',
    (command) =>
      command
        .description('compute the hash of block 0 of an OP chain')
        .requiredOption('--alloc <file>', 'op-geth genesis JSON: its alloc and header fields')
        .requiredOption('--config <file>', 'chain config JSON, or a superchain-registry chain TOML'),
    async ({ io, options }) => {
      const genesis = readJsonFile(options.alloc)
      const config = options.config.endsWith('.toml')
        ? readTomlFile(options.config)
        : readJsonFile(options.config)
      const result = hashGenesis({ genesis, config })
      io.printJson({ hash: result.hash, stateRoot: result.stateRoot })
      io.print(`hash        ${result.hash}\nstate root  ${result.stateRoot}`)
    },
  )
}
