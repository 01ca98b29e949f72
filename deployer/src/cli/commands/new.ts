import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isLocalChain } from '@opraas/contracts'
import type { Command } from 'commander'
import { ArgumentError, FolderNotEmptyError } from '../../core/errors/index.ts'
import { configTemplate, type ProjectValues, projectValuesFor } from '../../core/intent/index.ts'
import { connectMarket, findAgreement } from '../../rpc/market.ts'
import { readFileIfExists, writeFileAtomic } from '../../state/files.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { envTemplate, gitignoreTemplate, readmeTemplate, schemaTemplate } from '../template.ts'

type NewOptions = { agreement?: string; name?: string; chainId?: string; l1ChainId: string; owner?: string }

/** `opraas new [folder]`: a project folder; with --agreement its roles come from the market. */
export function newCommand(): Command {
  return defineCommand<NewOptions>(
    'new',
    (command) =>
      command
        .description('write a new project folder: config.toml and its schema, .env, README.md, .gitignore')
        .argument('[folder]', 'the folder; default: the name of the chain')
        .option('--agreement <id>', 'take L1, owner and key set from an agreement on the market')
        .option('--name <name>', 'name of the chain')
        .option('--chain-id <id>', 'chain id of the L2')
        .option('--l1-chain-id <id>', 'chain id of the L1, without --agreement', '11155111')
        .option('--owner <address>', 'owner of the chain, without --agreement'),
    async (context, folderArgument) => {
      const values = await valuesOf(context)
      const folder = resolve(folderArgument ?? values.name)
      const files: ProjectFiles = {
        '.env': envTemplate,
        '.gitignore': gitignoreTemplate,
        'README.md': readmeTemplate(values),
        'config.schema.json': schemaTemplate(),
        'config.toml': configTemplate(values),
      }
      requireOurs(folder, files)
      mkdirSync(folder, { recursive: true })
      for (const [name, content] of Object.entries(files)) {
        writeFileAtomic(join(folder, name), content, name === '.env' ? 0o600 : undefined)
      }
      context.io.printJson({ folder, ...values })
      context.io.print(`${folder}: config.toml and its schema, .env, README.md, .gitignore`)
      context.io.note('Next: fill in .env, then `opraas plan`.')
    },
  )
}

/** Content by file name. */
type ProjectFiles = Readonly<Record<string, string>>

/** Empty, or what an interrupted run of the same command has left: nothing of the user's is overwritten. */
function requireOurs(folder: string, files: ProjectFiles): void {
  if (!existsSync(folder)) return
  const isOurs = (name: string): boolean =>
    name.endsWith('.tmp') ? name.slice(0, -4) in files : readFileIfExists(join(folder, name)) === files[name]
  if (!readdirSync(folder).every(isOurs)) throw new FolderNotEmptyError({ folder })
}

async function valuesOf({ options, environment }: CommandContext<NewOptions>): Promise<ProjectValues> {
  if (options.agreement) return agreementValues(options.agreement, options, environment)
  const l1ChainId = chainIdOf('--l1-chain-id', options.l1ChainId)
  return {
    name: options.name ?? 'my-chain',
    l2ChainId: chainIdOf('--chain-id', options.chainId ?? '42069'),
    l1ChainId,
    isLocalL1: isLocalChain(l1ChainId),
    roles: { owner: options.owner ?? '', batcher: '', unsafeSigner: '', proposer: '', challenger: '' },
  }
}

async function agreementValues(
  idOrPrefix: string,
  options: NewOptions,
  environment: CommandContext<NewOptions>['environment'],
): Promise<ProjectValues> {
  const market = await connectMarket(environment)
  const { name, chainId } = options
  return projectValuesFor(await findAgreement(market, idOrPrefix), {
    market,
    ...(name !== undefined && { name }),
    ...(chainId && { l2ChainId: chainIdOf('--chain-id', chainId) }),
  })
}

function chainIdOf(argument: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new ArgumentError({ argument, found: text, expected: 'a positive whole number' })
}
