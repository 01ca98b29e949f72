import { type Address, zeroAddress } from 'viem'
import type { LocalMarket } from '../market/deployLocal.ts'
import type { Chains } from './chain.ts'
import type { DemoEngine } from './options.ts'
import type { World } from './world.ts'

/** The demo's clock and prices. Seconds; whole tokens of 6 decimals. */
export const demo = {
  epochSeconds: 16,
  deposit: '60',
  topUp: '40',
  decimals: 6,
  symbol: 'tUSD',
  feePpm: 10_000,
  /** Agreements that the vendor can serve. */
  keySets: 6,
} as const

/** How the offer's human terms call the engine. */
const engines = { embedded: 'embedded engine (simulated L2)', native: 'the real OP Stack' } as const

/**
 * agent.toml of the demo's vendor: what it offers, measured so that a busy machine costs it nothing. Safe head and
 * proposals are not agreed: SLA profile 1 does not measure them.
 */
export function agentToml(options: {
  world: World
  chains: Chains
  market: LocalMarket
  /** Seconds the L2 stays up after the end. */
  linger: number
  engine: DemoEngine
}): string {
  const { world, chains, market, linger, engine } = options
  // A market elsewhere can't look at the L1: the check is the agent's alone.
  const lens = chains.l1.chainId === chains.market.chainId ? market.chainLens : zeroAddress
  const address = (value: Address): string => `"${value}"`
  return `schema = 1

[agent]
data = "data"
listen = "127.0.0.1:${world.ports.agent}"
rpc_ports = [${world.ports.l2[0]}, ${world.ports.l2[1]}]
poll_ms = 500
key_sets = ${demo.keySets}
linger = ${linger}
engine = "${engine.kind}"
${engine.kind === 'native' ? `version_set = "${engine.versionSet}"\nfund = "*/10 * * * * *"\n` : ''}
[offer]
l1_chain_id = ${chains.l1.chainId}
token = ${address(market.token)}
price_per_epoch = "20.00"
bond = "40.00"
capacity = ${demo.keySets}
epoch_length = ${demo.epochSeconds}
reserve_window = 600
start_window = 600
notice = 32
grace = 60
verdict_timeout = 60
min_prepaid_epochs = 2
oracle = ${address(market.oracle)}
lens = ${address(lens)}
document = "Demo on one machine\\nSingle zone, ${engines[engine.kind]}, epochs of ${demo.epochSeconds} s so that you see them pass."

[offer.sla]
probe_interval = 1
max_latency_ms = 5000
slash = 5000
silent_payout = 5000
min_coverage = 5000
rpc = { target = 8000, floor = 6000, payout_at_floor = 5000 }
unsafe_head = { target = 8000, floor = 6000, payout_at_floor = 5000 }
`
}
