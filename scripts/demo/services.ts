import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findAnvil, L1_RPC_VARIABLE, MARKET_RPC_VARIABLE, MARKETPLACE_VARIABLE } from '@opraas/deployer'
import type { Address, Hash, Hex } from 'viem'
import { type LocalMarket, planLocalMarket } from '../market/deployLocal.ts'
import { sendPlan } from '../market/send.ts'
import { actors, DEV_MNEMONIC } from './actors.ts'
import { BLOCK_SECONDS, type Chain, type Chains, localClient, until } from './chain.ts'
import type { DemoEngine, DemoOracle } from './options.ts'
import { quorumOf } from './oracle.ts'
import { runJson } from './program.ts'
import type { Supervisor } from './supervisor.ts'
import { agentToml, demo } from './terms.ts'
import type { World } from './world.ts'

const root = resolve(import.meta.dirname, '../..')
/** Test tokens of a party, and of a visitor, who may play for long. */
const MINTED = 1_000n * 10n ** 6n
const MINTED_FOR_VISITOR = 10_000n * 10n ** 6n

/** The programs of the repository, as their users start them. */
export const ownPrograms = {
  opraas: join(root, 'deployer/bin/opraas.mjs'),
  agent: join(root, 'agent/bin/opraas-agent.mjs'),
  probe: join(root, 'agent/bin/opraas-probe.mjs'),
} as const

export type Context = {
  world: World
  supervisor: Supervisor
  signal: AbortSignal
  /** Files of the programs to run. */
  programs: { opraas: string; agent: string; probe: string }
}

/** Starts a chain and waits for its first block. */
export async function startChain(
  { world, supervisor, signal }: Context,
  { name, port, chainId }: { name: string; port: number; chainId: number },
): Promise<Chain> {
  const url = `http://127.0.0.1:${port}`
  supervisor.start({
    name,
    command: findAnvil(),
    // Quiet: it would print the keys of its accounts.
    args: [
      '--quiet',
      ...['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId)],
      ...[
        '--block-time',
        String(BLOCK_SECONDS),
        '--slots-in-an-epoch',
        '1',
        '--gas-limit',
        '60000000',
        '--hardfork',
        'osaka',
      ],
      ...['--cache-path', world.path(name.toLowerCase(), 'cache'), '--mnemonic', DEV_MNEMONIC],
    ],
    logFile: world.path('logs', `${name.toLowerCase()}.log`),
  })
  const client = localClient(url, chainId)
  const readHead = async (): Promise<true | undefined> => {
    const number = await client.getBlockNumber().catch(() => 0n)
    return number > 0n ? true : undefined
  }
  await until(`${name} to make blocks`, readHead, { signal, seconds: 20, everyMs: 50 })
  return { url, chainId, client }
}

/** Deploys the market with its test token and oracle contracts. */
export async function deployMarket({ client, chainId }: Chain, oracle: DemoOracle): Promise<LocalMarket> {
  const { account } = actors.market
  const firstNonce = await client.getTransactionCount({ address: account.address })
  const { plan, market } = planLocalMarket({
    from: account.address,
    firstNonce,
    chainId,
    minEpochSeconds: 4,
    feePpm: demo.feePpm,
    node: actors.oracle.account.address,
    quorum: quorumOf[oracle],
    mint: {
      [actors.client.account.address]: MINTED,
      [actors.vendor.account.address]: MINTED,
      [actors.visitor.account.address]: MINTED_FOR_VISITOR,
    },
    link: [actors.client.account.address, actors.visitor.account.address],
  })
  await sendPlan(client, account, { steps: plan.steps, firstNonce })
  return market
}

/** The environment that leads a program to the demo's chains. No keys. */
export function marketEnvironment({ l1, market }: Chains, marketplace: Address): Record<string, string> {
  return {
    [MARKET_RPC_VARIABLE]: market.url,
    [MARKETPLACE_VARIABLE]: marketplace,
    [L1_RPC_VARIABLE]: l1.url,
  }
}

/** What `opraas-agent setup --json` says. */
export type PublishedOffer = { offerId: Hex; termsHash: Hex; transactions: Record<string, Hash> }

/** The vendor: writes agent.toml and publishes offer, key sets and bond. */
export async function setupVendor(
  { world, signal, programs }: Context,
  options: {
    chains: Chains
    market: LocalMarket
    environment: Record<string, string>
    linger: number
    engine: DemoEngine
  },
): Promise<PublishedOffer> {
  const { environment } = options
  mkdirSync(world.path('vendor'), { recursive: true })
  writeFileSync(world.path('vendor/agent.toml'), agentToml({ ...options, world }))
  return runJson(programs.agent, ['--config', world.path('vendor/agent.toml'), '--json', 'setup'], {
    environment: { ...environment, ...vendorKeys },
    logFile: world.path('logs/agent-setup.log'),
    signal,
  })
}

const vendorKeys = {
  OPRAAS_VENDOR_KEY: actors.vendor.key,
  OPRAAS_OPERATOR_KEY: actors.operator.key,
  OPRAAS_AGENT_MNEMONIC: DEV_MNEMONIC,
}

/** Starts the vendor's daemon. */
export function startAgent(
  { world, supervisor, programs }: Context,
  environment: Record<string, string>,
): void {
  supervisor.start({
    name: 'agent',
    command: process.execPath,
    args: [programs.agent, '--config', world.path('vendor/agent.toml'), 'run'],
    env: { ...process.env, ...environment, ...vendorKeys },
    logFile: world.path('logs/agent.log'),
  })
}

/** Waits for the daemon and measures how long such a machine takes to be ready: the outage is planned with it. */
export async function waitForAgent({ world, signal }: Context): Promise<number> {
  const startedAt = Date.now()
  const url = `http://127.0.0.1:${world.ports.agent}/readyz`
  const ask = async (): Promise<true | undefined> => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    return answer?.ok ? true : undefined
  }
  await until('the agent to be ready', ask, { signal, everyMs: 50 })
  return (Date.now() - startedAt) / 1000
}
