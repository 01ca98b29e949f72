import { join, resolve } from 'node:path'
import { isLocalChain } from '@opraas/contracts'
import {
  ArgumentError,
  asOpraasError,
  createRpcClient,
  DeployerMissingError,
  exitCodeOf,
  InvalidInputError,
  MARKET_RPC_VARIABLE,
  OpraasError,
  privateKeySigner,
  type RpcClient,
  reach,
  readEnvironment,
  requireUrl,
  SIGNER_VARIABLE,
  UnprovenOwnerError,
} from '@opraas/deployer'
import { type Address, erc20Abi, parseGwei } from 'viem'
import { createIo, type Io } from '../deployer/src/cli/io.ts'
import { deterministicDeployer } from '../deployer/src/core/l1/contracts.ts'
import { applySteps, findOpenSteps } from './market/apply.ts'
import { requireEpochLength } from './market/deploy.ts'
import { type DeployMarketOptions, type ListedToken, parseOptions, usage } from './market/options.ts'
import { planMarket } from './market/publicMarket.ts'
import { readRecord, writeRecord } from './market/record.ts'

const root = resolve(import.meta.dirname, '..')

/** Deploys what is missing, or shows it. */
async function run(options: DeployMarketOptions, io: Io, signal: AbortSignal): Promise<void> {
  const environment = readEnvironment('.', process.env)
  const url = requireUrl(environment, MARKET_RPC_VARIABLE)
  const unknown = createRpcClient({ name: 'market', url, chainId: 0 })
  const chainId = await reach(unknown, () => unknown.getChainId())
  const client = createRpcClient({ name: 'market', url, chainId })
  const signer = privateKeySigner(SIGNER_VARIABLE, environment[SIGNER_VARIABLE])
  const owner = options.owner ?? signer.address
  requireEpochLength({ chainId, minEpochSeconds: options.minEpochSeconds })
  await requireReady(client, { chainId, owner, signer: signer.address })

  const tokens = await Promise.all(options.tokens.map((token) => withWeight(client, token)))
  const plan = planMarket({ ...options, owner, tokens })
  const isOwner = owner === signer.address
  const steps = [...plan.creations, ...(isOwner ? plan.settings : [])]
  const left = isOwner ? [] : plan.settings.map(({ title, to, data }) => ({ title, to, data }))
  const result = { chainId, owner, minEpochSeconds: options.minEpochSeconds, ...plan.addresses, left }

  const journalFile = options.journal ?? join(root, `.opraas/market-${chainId}.jsonl`)
  const folder = options.record ?? (isLocalChain(chainId) ? undefined : join(root, 'contracts/deployments'))
  if (folder !== undefined) readRecord(folder, { chainId, ...plan.addresses })
  const open = await findOpenSteps(client, steps, journalFile)
  if (options.dryRun) {
    io.printJson({ ...result, steps: open.map(({ title, to, creates }) => ({ title, to, creates })) })
    io.print([...open.map(({ title }) => `would send  ${title}`), ...describe(result)].join('\n'))
    return
  }
  const question = `${open.length} transactions on chain ${chainId}, paid by ${signer.address}. Deploy?`
  if (open.length > 0 && !(await io.confirm(question, { yes: options.yes }))) {
    throw new ArgumentError({ argument: 'the answer', found: 'no', expected: 'y, or --yes' })
  }
  const { mined, fromBlock } = await applySteps(
    {
      client,
      chainId,
      signer,
      journalFile,
      maxFeePerGasWei: parseGwei(String(options.maxFeeGwei)),
      signal,
      onMined: (title, hash) => io.note(`  ${title}  ${hash}`),
    },
    steps,
  )
  const record =
    folder && (await writeRecord(client, { ...options, chainId, owner, folder, plan, mined, fromBlock }))
  const transactions = [...mined.values()].map(({ hash }) => hash)
  io.printJson({
    ...result,
    fromBlock: fromBlock === undefined ? null : Number(fromBlock),
    transactions,
    ...(record && { record }),
  })
  io.print(describe({ ...result, ...(record && { record }) }).join('\n'))
}

/** Addresses, and what is left for an owner that is not the signer. */
function describe(
  result: Record<string, unknown> & { left: { title: string; to: Address; data: string }[] },
): string[] {
  const { left, ...values } = result
  return [
    ...Object.entries(values).map(([name, value]) => `${name.padEnd(16)}${value}`),
    ...left.map(({ title, to, data }) => `left for the owner: ${title}: to ${to}, data ${data}`),
  ]
}

async function requireReady(
  client: RpcClient,
  { chainId, owner, signer }: { chainId: number; owner: Address; signer: Address },
): Promise<void> {
  const [deployerCode, ownerCode, ownerSent] = await reach(client, () =>
    Promise.all([
      client.getCode({ address: deterministicDeployer }),
      client.getCode({ address: owner }),
      client.getTransactionCount({ address: owner }),
    ]),
  )
  if (deployerCode === undefined) throw new DeployerMissingError({ address: deterministicDeployer, chainId })
  if (owner !== signer && ownerCode === undefined && ownerSent === 0) throw new UnprovenOwnerError({ owner })
}

/** One reputation point per whole token of fee, unless said otherwise. */
async function withWeight(
  client: RpcClient,
  { token, weight }: ListedToken,
): Promise<{ token: Address; weight: bigint }> {
  if (weight !== undefined) return { token, weight }
  const code = await reach(client, () => client.getCode({ address: token }))
  if (code === undefined) throw new InvalidInputError({ field: '--token', found: token, expected: 'a token' })
  const decimals = await reach(client, () =>
    client.readContract({ address: token, abi: erc20Abi, functionName: 'decimals' }),
  )
  if (decimals <= 18) return { token, weight: 10n ** BigInt(18 - decimals) }
  throw new InvalidInputError({
    field: '--token',
    found: `${decimals} decimals`,
    expected: 'a weight: <address>:<weight>',
  })
}

/** Runs the command. @returns The exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const io = createIo({ json: argv.includes('--json'), yes: argv.includes('--yes') || argv.includes('-y') })
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))
  try {
    const options = parseOptions(argv)
    if (options === 'help') console.log(usage)
    else await run(options, io, stop.signal)
    return 0
  } catch (thrown) {
    const error = stop.signal.aborted ? interrupted(thrown) : asOpraasError(thrown)
    io.error(error, false)
    return exitCodeOf(error.code)
  }
}

function interrupted(cause: unknown): OpraasError {
  const next = 'Run the same command again: it goes on where it stopped.'
  return new OpraasError('Interrupted; everything sent is written down.', { code: 'OPR-901', next, cause })
}

process.exitCode = await main(process.argv.slice(2))
