import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findAnvil, L1_RPC_VARIABLE, MARKET_RPC_VARIABLE, MARKETPLACE_VARIABLE } from '@opraas/deployer'
import type { Address } from 'viem'
import { type LocalMarket, planLocalMarket } from '../market/deployLocal.ts'
import { sendPlan } from '../market/send.ts'
import { actors, DEV_MNEMONIC } from './actors.ts'
import { type Client, L1_CHAIN_ID, localClient, until } from './chain.ts'
import { runJson } from './program.ts'
import type { Supervisor } from './supervisor.ts'
import { agentToml, demo } from './terms.ts'
import type { World } from './world.ts'

const root = resolve(import.meta.dirname, '../..')
const MINTED = 1_000n * 10n ** 6n

/** The programs of the repository, as their users start them. */
export const programs = {
  opraas: join(root, 'deployer/bin/opraas.mjs'),
  agent: join(root, 'agent/bin/opraas-agent.mjs'),
  probe: join(root, 'agent/bin/opraas-probe.mjs'),
} as const

export type Context = { world: World; supervisor: Supervisor; signal: AbortSignal }

/** Starts the L1 and waits for its first block. */
export async function startL1({
  world,
  supervisor,
  signal,
}: Context): Promise<{ url: string; client: Client }> {
  const url = `http://127.0.0.1:${world.ports.l1}`
  supervisor.start({
    name: 'L1',
    command: findAnvil(),
    args: [
      ...['--host', '127.0.0.1', '--port', String(world.ports.l1), '--chain-id', String(L1_CHAIN_ID)],
      ...['--block-time', '2', '--slots-in-an-epoch', '1', '--gas-limit', '60000000', '--hardfork', 'osaka'],
      ...['--cache-path', world.path('l1/cache'), '--mnemonic', DEV_MNEMONIC],
    ],
    logFile: world.path('logs/l1.log'),
  })
  const client = localClient(url, L1_CHAIN_ID)
  await until(
    'the L1',
    () =>
      client.getBlockNumber().then(
        (number) => (number > 0n ? number : undefined),
        () => undefined,
      ),
    {
      signal,
      seconds: 20,
      everyMs: 50,
    },
  )
  return { url, client }
}

/** Deploys the market with its test token and oracle contracts. */
export async function deployMarket(client: Client): Promise<LocalMarket> {
  const { account } = actors.market
  const firstNonce = await client.getTransactionCount({ address: account.address })
  const { plan, market } = planLocalMarket({
    from: account.address,
    firstNonce,
    chainId: L1_CHAIN_ID,
    minEpochSeconds: 4,
    feePpm: demo.feePpm,
    node: actors.oracle.account.address,
    mint: { [actors.client.account.address]: MINTED, [actors.vendor.account.address]: MINTED },
    link: [actors.client.account.address],
  })
  await sendPlan(client, account, { steps: plan.steps, firstNonce })
  return market
}

/** The environment that leads a program to the demo's chains. No keys. */
export function marketEnvironment(l1Url: string, marketplace: Address): Record<string, string> {
  return { [MARKET_RPC_VARIABLE]: l1Url, [MARKETPLACE_VARIABLE]: marketplace, [L1_RPC_VARIABLE]: l1Url }
}

/** The vendor: writes agent.toml and publishes offer, key sets and bond. */
export async function setupVendor(
  { world, signal }: Context,
  {
    market,
    environment,
    linger,
  }: { market: LocalMarket; environment: Record<string, string>; linger: number },
): Promise<{
  offerId: `0x${string}`
  termsHash: `0x${string}`
  transactions: Record<string, `0x${string}`>
}> {
  mkdirSync(world.path('vendor'), { recursive: true })
  writeFileSync(world.path('vendor/agent.toml'), agentToml({ world, market, l1ChainId: L1_CHAIN_ID, linger }))
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
export function startAgent({ world, supervisor }: Context, environment: Record<string, string>): void {
  supervisor.start({
    name: 'agent',
    command: process.execPath,
    args: [programs.agent, '--config', world.path('vendor/agent.toml'), 'run'],
    env: { ...process.env, ...environment, ...vendorKeys },
    logFile: world.path('logs/agent.log'),
  })
}

/** Starts the oracle's side: the probe, and the node that carries its answers to the chain. */
export function startOracle(
  { world, supervisor }: Context,
  { market, environment }: { market: LocalMarket; environment: Record<string, string> },
): void {
  const adapter = ['--adapter', market.oracle]
  supervisor.start({
    name: 'probe',
    command: process.execPath,
    args: [
      programs.probe,
      'run',
      ...adapter,
      ...['--data', world.path('probe'), '--listen', `127.0.0.1:${world.ports.probe}`, '--local-market'],
    ],
    env: { ...process.env, ...environment },
    logFile: world.path('logs/probe.log'),
  })
  supervisor.start({
    name: 'oracle node',
    command: process.execPath,
    args: [
      `--title=opraas-probe node ${world.path('oracle-node')}`,
      programs.probe,
      'node',
      ...adapter,
      ...['--adapter-url', `http://127.0.0.1:${world.ports.probe}`],
    ],
    env: { ...process.env, ...environment, OPRAAS_NODE_KEY: actors.oracle.key },
    logFile: world.path('logs/oracle-node.log'),
  })
}
