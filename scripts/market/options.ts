import { parseArgs } from 'node:util'
import { ArgumentError } from '@opraas/deployer'
import { type Address, type Hex, isAddress, isHex, size, zeroHash } from 'viem'

/** A token that the market lists; `weight`: reputation per token unit of fee, 18 decimals. */
export type ListedToken = { token: Address; weight?: bigint }

/** The Chainlink adapter and what it asks for. */
export type AdapterOptions = { link: Address; operator: Address; jobId: Hex; linkPerVerdict: bigint }

/** What `npm run deploy-market -- …` was asked for. */
export type DeployMarketOptions = {
  minEpochSeconds: number
  wrappedEther?: Address
  owner?: Address
  feePpm?: number
  tokens: ListedToken[]
  adapter?: AdapterOptions
  salt: Hex
  maxFeeGwei: number
  journal?: string
  record?: string
  dryRun: boolean
  json: boolean
  yes: boolean
}

export const usage = `Usage: npm run deploy-market -- [options]

Deploys the market to the chain of OPRAAS_MARKET_RPC_URL, paid and signed by OPRAAS_PRIVATE_KEY. Safe to repeat and to
interrupt: every address is known beforehand, every transaction is written down before it is sent.

  --min-epoch <s>         shortest epoch in seconds, fixed for good (default 86400; below 3600 on local chains only)
  --weth <address>        wrapped ether, in which clients may pay for L1; fixed for good (default: they never do)
  --owner <address>       who lists tokens and sets the fee (default: the signer)
  --fee-ppm <n>           fee of the market, ppm of what vendors earn, at most 50000
  --token <address[:w]>   list a token; w: reputation per token unit of fee, 18 decimals (default: one per whole token).
                          May be given several times
  --link <address>        LINK token: deploys and lists the Chainlink adapter too, with the three options below
  --operator <address>    Operator contract of the oracle's node
  --job-id <bytes32>      id of the node's job
  --link-per-verdict <n>  payment per verdict in juels (default 100000000000000000)
  --salt <bytes32>        another market of the same owner, epoch and wrapped ether (default: zero)
  --max-fee-gwei <n>      highest fee per gas (default 500)
  --journal <file>        where transactions are written down (default .opraas/market-<chain id>.jsonl)
  --record <folder>       where <chain id>.json is written: addresses, blocks, code hashes, constructor arguments, and
                          the compiler input that verifies the code (default contracts/deployments; none on local chains)
  --dry-run               print the plan, send nothing
  --json                  print results and errors as JSON
  --yes                   never ask
  --help                  this text`

/** Reads the arguments. @throws ArgumentError */
export function parseOptions(argv: readonly string[]): DeployMarketOptions | 'help' {
  const values = parse(argv)
  if (values.help) return 'help'
  const { owner, weth, link, journal, record } = values
  const feePpm = values['fee-ppm']
  return {
    minEpochSeconds: wholeOf('--min-epoch', values['min-epoch'], { min: 1, max: 31 * 86_400 }),
    ...(weth !== undefined && { wrappedEther: addressOf('--weth', weth) }),
    ...(owner !== undefined && { owner: addressOf('--owner', owner) }),
    ...(feePpm !== undefined && { feePpm: wholeOf('--fee-ppm', feePpm, { min: 0, max: 50_000 }) }),
    tokens: values.token.map(tokenOf),
    ...(link !== undefined && { adapter: adapterOf(link, values) }),
    salt: bytes32Of('--salt', values.salt),
    maxFeeGwei: wholeOf('--max-fee-gwei', values['max-fee-gwei'], { min: 1, max: 1_000_000 }),
    ...(journal !== undefined && { journal }),
    ...(record !== undefined && { record }),
    dryRun: values['dry-run'],
    json: values.json,
    yes: values.yes,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        'min-epoch': { type: 'string', default: '86400' },
        weth: { type: 'string' },
        owner: { type: 'string' },
        'fee-ppm': { type: 'string' },
        token: { type: 'string', multiple: true, default: [] },
        link: { type: 'string' },
        operator: { type: 'string' },
        'job-id': { type: 'string' },
        'link-per-verdict': { type: 'string', default: '100000000000000000' },
        salt: { type: 'string', default: zeroHash },
        'max-fee-gwei': { type: 'string', default: '500' },
        journal: { type: 'string' },
        record: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    throw new ArgumentError({ argument: 'deploy-market', found, expected: 'the options that --help lists' })
  }
}

function adapterOf(link: string, values: ReturnType<typeof parse>): AdapterOptions {
  return {
    link: addressOf('--link', link),
    operator: addressOf('--operator', values.operator),
    jobId: bytes32Of('--job-id', values['job-id']),
    linkPerVerdict: amountOf('--link-per-verdict', values['link-per-verdict']),
  }
}

function tokenOf(text: string): ListedToken {
  const [token, weight] = text.split(':')
  return {
    token: addressOf('--token', token),
    ...(weight !== undefined && { weight: amountOf('--token', weight) }),
  }
}

function addressOf(argument: string, found = 'nothing'): Address {
  if (isAddress(found, { strict: false })) return found.toLowerCase() as Address
  throw new ArgumentError({ argument, found, expected: 'an address' })
}

function bytes32Of(argument: string, found = 'nothing'): Hex {
  if (isHex(found) && size(found) === 32) return found
  throw new ArgumentError({ argument, found, expected: '0x and 64 hex digits' })
}

function amountOf(argument: string, found: string): bigint {
  if (/^\d{1,27}$/.test(found) && BigInt(found) > 0n) return BigInt(found)
  throw new ArgumentError({ argument, found, expected: 'a whole number above 0' })
}

function wholeOf(argument: string, found: string, { min, max }: { min: number; max: number }): number {
  const value = Number(found)
  if (/^\d+$/.test(found) && value >= min && value <= max) return value
  throw new ArgumentError({ argument, found, expected: `a whole number from ${min} to ${max}` })
}
