import { Command } from 'commander'
import { parse as parseToml } from 'smol-toml'
import { InvalidInputError } from '../../core/errors/index.ts'
import { hashGenesis } from '../../core/genesis/index.ts'
import { readFileIfExists } from '../../state/files.ts'
import { defineCommand } from '../command.ts'

/** `opraas genesis hash`: block 0 of any OP chain, from its allocation and its configuration. */
export function genesisCommand(): Command {
  const hash = defineCommand<{ alloc: string; config: string }>(
    'hash',
    (command) =>
      command
        .description('compute the hash of block 0 of an OP chain')
        .requiredOption('--alloc <file>', 'op-geth genesis JSON: its alloc and header fields')
        .requiredOption('--config <file>', 'chain config JSON, or a superchain-registry chain TOML'),
    async ({ io, options }) => {
      const genesis = parseJson(options.alloc)
      const config = options.config.endsWith('.toml')
        ? parseTomlFile(options.config)
        : parseJson(options.config)
      const result = hashGenesis({ genesis, config })
      io.printJson({ hash: result.hash, stateRoot: result.stateRoot })
      io.print(`hash        ${result.hash}\nstate root  ${result.stateRoot}`)
    },
  )
  return new Command('genesis').description('work with the genesis of an L2').addCommand(hash)
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readInput(file))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new InvalidInputError({ field: file, found: 'something else', expected: 'JSON', cause })
  }
}

function parseTomlFile(file: string): unknown {
  try {
    return parseToml(readInput(file))
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'TomlError') throw cause
    throw new InvalidInputError({
      field: file,
      found: cause.message.split('\n')[0] ?? '',
      expected: 'TOML',
      cause,
    })
  }
}

function readInput(file: string): string {
  const text = readFileIfExists(file)
  if (text === undefined)
    throw new InvalidInputError({ field: file, found: 'no such file', expected: 'a file' })
  return text
}
