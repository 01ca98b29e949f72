import type { Command } from 'commander'
import { type Address, isAddress } from 'viem'
import { ArgumentError } from '../../core/errors/index.ts'
import { hashIntent, type Intent, type KeyRole, keyRoles, withKeys } from '../../core/intent/index.ts'
import type { L1Step } from '../../core/l1/step.ts'
import type { Deployer } from '../../deployer.ts'
import { readIntent } from '../../intentFile.ts'
import { type CommandContext, defineCommand } from '../command.ts'

type RotateOptions = { revoke: boolean; to?: string; dryRun: boolean } & Partial<Record<KeyRole, string>>

/** The key of each role in config.toml. */
const keys: Readonly<Record<KeyRole, string>> = {
  batcher: 'batcher',
  unsafeSigner: 'unsafe_signer',
  proposer: 'proposer',
  challenger: 'challenger',
}

/** `opraas rotate-keys`: the owner takes the services' keys away on L1, or installs new ones. */
export function rotateKeysCommand(): Command {
  return defineCommand<RotateOptions>(
    'rotate-keys',
    (command) =>
      command
        .description('give batcher, unsafe signer, proposer and challenger new keys on L1, or take them away')
        .option('--revoke', 'take all of them away; nobody serves the chain afterwards', false)
        .option('--to <file>', 'install the [roles] of this config, which is otherwise that of the chain')
        .option('--batcher <address>', 'install this batcher; what is not given stays as in config.toml')
        .option('--unsafe-signer <address>', 'install this signer of unsafe blocks')
        .option('--proposer <address>', 'install this proposer')
        .option('--challenger <address>', 'install this challenger')
        .option('--dry-run', 'show the transactions that are left, for another signer, and send none', false),
    async (context) => {
      const { io, options } = context
      const instance = context.deployer((event) => {
        if (event.kind === 'mined') io.note(`  ${event.step}  ${event.hash}`)
      })
      const next = nextIntent(options, instance)
      if (options.dryRun) return show(context, await instance.rotation(next))
      if (next === undefined) return revoke(context, instance)
      return install(context, instance, next)
    },
  )
}

/** The chain with its new keys; undefined when they are only taken away. */
function nextIntent(options: RotateOptions, instance: Deployer): Intent | undefined {
  const given = keyRoles.filter((role) => options[role] !== undefined)
  const ways = [options.revoke, options.to !== undefined, given.length > 0].filter(Boolean).length
  if (ways !== 1) {
    const expected = 'one of --revoke, --to and addresses such as --batcher'
    throw new ArgumentError({ argument: 'rotate-keys', found: ways === 0 ? 'none' : 'several', expected })
  }
  if (options.revoke) return undefined
  if (options.to !== undefined) return readIntent(options.to)
  const addresses = given.map((role) => [role, addressOf(role, options[role])] as const)
  return withKeys(instance.intent(), Object.fromEntries(addresses))
}

function addressOf(role: KeyRole, text = ''): Address {
  if (isAddress(text)) return text.toLowerCase() as Address
  const argument = `--${keys[role].replace('_', '-')}`
  throw new ArgumentError({ argument, found: text, expected: 'an address (0x and 40 hex digits)' })
}

function show({ io }: CommandContext<RotateOptions>, steps: readonly L1Step[]): void {
  io.printJson({
    calls: steps.map(({ title, to, data, expectedGas }) => ({ title, to, data, gas: expectedGas })),
  })
  if (steps.length === 0) io.print('Nothing to do.')
  for (const { title, to, data } of steps) io.print(`${title}\n  to    ${to}\n  data  ${data}`)
}

async function revoke(context: CommandContext<RotateOptions>, instance: Deployer): Promise<void> {
  const { io } = context
  const { name } = instance.intent()
  await requireYes(context, `Batches and proposals of the current keys of ${name} stop counting. Revoke?`)
  const transactions = await instance.revokeKeys()
  io.printJson({ transactions })
  io.print('All keys are revoked.')
}

async function install(
  context: CommandContext<RotateOptions>,
  instance: Deployer,
  next: Intent,
): Promise<void> {
  const { io } = context
  const lines = keyRoles.map((role) => `${keys[role]} = "${next.roles[role]}"`)
  io.note(lines.join('\n'))
  await requireYes(context, `Batches and proposals of ${next.name} count with these keys only. Install them?`)
  const transactions = await instance.rotateKeys(next)
  io.printJson({ transactions, roles: next.roles })
  io.print('The new keys are installed.')
  if (hashIntent(instance.intent()) === hashIntent(next)) return
  io.note(`Next: write them into [roles] of config.toml.\n${lines.join('\n')}`)
}

async function requireYes({ io, options }: CommandContext<RotateOptions>, question: string): Promise<void> {
  const agreed = await io.confirm(question, { yes: options.yes || io.json })
  if (!agreed) throw new ArgumentError({ argument: 'the answer', found: 'no', expected: 'y, or --yes' })
}
