import type { Command } from 'commander'
import { ArgumentError } from '../../core/errors/index.ts'
import { parseChainToml, serializeRollup } from '../../core/genesis/index.ts'
import { defineCommand } from '../command.ts'
import { readTomlFile } from '../inputFile.ts'

/** `opraas rollup`: the rollup.json of a chain of the superchain registry. */
export function rollupCommand(): Command {
  return defineCommand<{ chainToml: string; l1ChainId?: string }>(
    'rollup',
    (command) =>
      command
        .description('print the rollup config of a chain of the superchain registry')
        .requiredOption('--chain-toml <file>', 'chain TOML of the superchain registry')
        .option(
          '--l1-chain-id <id>',
          'chain id of its L1; default: mainnet or Sepolia, by the height of the L1 origin',
        ),
    async ({ io, options }) => {
      const l1ChainId = parseChainId(options.l1ChainId)
      const config = parseChainToml(readTomlFile(options.chainToml), { l1ChainId })
      io.printJson(config)
      io.print(serializeRollup(config).trimEnd())
    },
  )
}

function parseChainId(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const id = Number(text)
  if (/^[0-9]+$/.test(text) && Number.isSafeInteger(id)) return id
  throw new ArgumentError({ argument: '--l1-chain-id', found: text, expected: 'a chain id' })
}
