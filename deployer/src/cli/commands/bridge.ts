import { Command } from 'commander'
import { type Address, formatEther, type Hash, isAddress, isHash, parseEther } from 'viem'
import { type Bridge, openBridge } from '../../bridge/index.ts'
import { requireUrl } from '../../core/environment.ts'
import { ArgumentError, NoProposalsError } from '../../core/errors/index.ts'
import { engineOf } from '../../engines/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { formatTable } from '../ui/table.ts'

/** Variable of the L2 RPC, when it is another one than the engine's. */
export const L2_RPC_VARIABLE = 'OPRAAS_L2_RPC_URL'

type BridgeOptions = { l2Rpc?: string }
type AmountOptions = BridgeOptions & { amount: string; to?: string }
type WaitOptions = BridgeOptions & { wait: boolean }

/** `opraas bridge …`: ETH to L2 and back. */
export function bridgeCommand(): Command {
  const bridge = new Command('bridge').description('move ETH between L1 and the chain')
  for (const command of [
    depositCommand(),
    withdrawCommand(),
    proveCommand(),
    finalizeCommand(),
    statusCommand(),
  ])
    bridge.addCommand(command.option('--l2-rpc <url>', 'L2 RPC; default: the engine’s'))
  return bridge
}

function depositCommand(): Command {
  return defineCommand<AmountOptions>(
    'deposit',
    (command) => withAmount(command.description('send ETH from L1 to L2, and wait until it is there')),
    async (context) => {
      const request = parseAmount(context.options)
      const bridge = await open(context)
      await confirm(context, `Deposit ${context.options.amount} ETH?`)
      print(context, await bridge.deposit(request))
    },
  )
}

function withdrawCommand(): Command {
  return defineCommand<AmountOptions & WaitOptions>(
    'withdraw',
    (command) =>
      withAmount(command.description('take ETH out of L2; it is then proven and finalized on L1')).option(
        '--wait',
        'wait until it can be proven',
        false,
      ),
    async (context) => {
      const request = parseAmount(context.options)
      const bridge = await open(context, { provable: true })
      await confirm(context, `Withdraw ${context.options.amount} ETH?`)
      const initiated = await bridge.withdraw(request)
      if (context.options.wait) await bridge.status({ hash: initiated.l2Hash, wait: true })
      print(context, initiated)
      context.io.note(`Next: opraas bridge prove ${initiated.l2Hash} --wait`)
    },
  )
}

function proveCommand(): Command {
  return defineCommand<WaitOptions, [string]>(
    'prove',
    (command) =>
      command
        .description('prove a withdrawal on L1, unless it is proven already')
        .argument('<hash>', 'L2 transaction of the withdrawal')
        .option('--wait', 'wait until a proposal on L1 covers it', false),
    async (context, hash) => {
      const request = { hash: parseHash(hash), wait: context.options.wait }
      const proven = await (await open(context, { provable: true })).prove(request)
      print(context, proven)
      context.io.note(`Next: opraas bridge finalize ${hash} --wait`)
    },
  )
}

function finalizeCommand(): Command {
  return defineCommand<WaitOptions, [string]>(
    'finalize',
    (command) =>
      command
        .description('pay a proven withdrawal out on L1, once, and check that the money arrived')
        .argument('<hash>', 'L2 transaction of the withdrawal')
        .option('--wait', 'wait until its game is resolved and its windows have passed', false),
    async (context, hash) => {
      const request = { hash: parseHash(hash), wait: context.options.wait }
      print(context, await (await open(context, { provable: true })).finalize(request))
    },
  )
}

function statusCommand(): Command {
  return defineCommand<WaitOptions, [string]>(
    'status',
    (command) =>
      command
        .description('show where a withdrawal or a deposit stands')
        .argument('<hash>', 'L2 transaction of a withdrawal, or L1 transaction of a deposit')
        .option('--wait', 'wait until something can be done', false),
    async (context, hash) => {
      print(
        context,
        await (await open(context)).status({ hash: parseHash(hash), wait: context.options.wait }),
      )
    },
  )
}

function withAmount(command: Command): Command {
  return command
    .requiredOption('--amount <ether>', 'how much, in ETH')
    .option('--to <address>', 'recipient; default: the account of OPRAAS_PRIVATE_KEY')
}

async function open(
  { deployer, environment, options, signal, io }: CommandContext<BridgeOptions>,
  { provable = false } = {},
): Promise<Bridge> {
  const instance = deployer()
  const chain = await instance.engineChain()
  const { confirmations, maxFeePerGasWei, engine: name } = instance.intent()
  const engine = engineOf(name)
  const given = options.l2Rpc
    ? requireUrl({ '--l2-rpc': options.l2Rpc }, '--l2-rpc')
    : environment[L2_RPC_VARIABLE] && requireUrl(environment, L2_RPC_VARIABLE)
  if (provable && engine.simulated && !given) throw new NoProposalsError({ chain: chain.name, engine: name })
  const l2RpcUrl = given || (await engine.endpoints(chain)).rpc
  const report = (text: string): void => io.note(`  ${text}`)
  return openBridge({ chain, l2RpcUrl, environment, confirmations, maxFeePerGasWei, signal, report })
}

async function confirm({ io, options }: CommandContext<AmountOptions>, question: string): Promise<void> {
  const agreed = await io.confirm(question, { yes: options.yes || io.json })
  if (!agreed) throw new ArgumentError({ argument: 'the answer', found: 'no', expected: 'y, or --yes' })
}

function print({ io }: CommandContext<object>, result: Readonly<Record<string, unknown>>): void {
  io.printJson(result)
  const rows = Object.entries(result).map(([name, value]) => [name, describe(name, value)])
  io.print(formatTable(rows))
}

/** A field for people: amounts in ETH, a proposal in one line. */
function describe(name: string, value: unknown): string {
  if (typeof value === 'bigint' && name.endsWith('Wei')) return `${formatEther(value)} ETH`
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, item]) => `${key} ${item}`)
    .join(', ')
}

function parseAmount({ amount, to }: AmountOptions): { amountWei: bigint; to?: Address } {
  if (!/^\d+(\.\d{1,18})?$/.test(amount) || parseEther(amount) === 0n) {
    throw new ArgumentError({ argument: '--amount', found: amount, expected: 'an amount of ETH, like 0.5' })
  }
  if (to !== undefined && !isAddress(to)) {
    throw new ArgumentError({ argument: '--to', found: to, expected: 'an address' })
  }
  return { amountWei: parseEther(amount), ...(to && { to: to.toLowerCase() as Address }) }
}

function parseHash(hash: string): Hash {
  if (isHash(hash)) return hash
  throw new ArgumentError({ argument: '<hash>', found: hash, expected: '0x and 64 hex digits' })
}
