import type { Address } from 'viem'
import type { ServicesInput } from './types.ts'

/** One monitor: a command of monitorism, its flags, and variables that hold the URL of the L1, which may be secret. */
export type MonitorSpec = {
  command: MonitorCommand
  args: readonly string[]
  secrets: Readonly<Record<string, 'l1RpcUrl'>>
}

export type MonitorCommand = 'balances' | 'multisig' | 'faultproof_withdrawals' | 'fault' | 'withdrawals'

/** What the monitors of a chain need beyond the chain itself. */
export type MonitorismInput = {
  /** For people, in metrics. */
  nickname: string
  chain: Pick<ServicesInput, 'generation' | 'portal' | 'proposals' | 'batcher' | 'proposer'>
  challenger: Address
  /** A node of the L2 that the vendor doesn't run, where there is one. */
  l2RpcUrl: string
  /** L1 block from which withdrawals are looked at: the chain's origin. */
  l1OriginNumber: bigint
  /** Metrics on this port and the ones after it, one per monitor, on loopback. */
  firstMetricsPort: number
}

const LOOP_MS = 60_000

/**
 * The monitors that fit a chain of this generation: balances of those who pay on L1, the pause of the portal, forged
 * withdrawals, and, with an output oracle, wrong outputs.
 */
export function buildMonitors(input: MonitorismInput): MonitorSpec[] {
  const { chain, challenger, nickname, l2RpcUrl, l1OriginNumber } = input
  const portal = ['--optimismportal.address', chain.portal]
  const l2 = ['--l2.node.url', l2RpcUrl]
  const accounts = { batcher: chain.batcher, proposer: chain.proposer, challenger }
  const start = ['--start.block.height', String(l1OriginNumber)]
  const shared: MonitorSpec[] = [
    {
      command: 'balances',
      args: Object.entries(accounts).flatMap(([role, address]) => ['--accounts', `${address}:${role}`]),
      secrets: { BALANCE_MON_NODE_URL: 'l1RpcUrl' },
    },
    {
      command: 'multisig',
      args: [...portal, '--nickname', nickname],
      secrets: { MULTISIG_MON_L1_NODE_URL: 'l1RpcUrl' },
    },
  ]
  const ofGeneration: Record<typeof chain.generation, MonitorSpec[]> = {
    'dispute-games': [
      {
        command: 'faultproof_withdrawals',
        args: [...portal, '--l2.geth.url', l2RpcUrl, ...start],
        secrets: { FAULTPROOF_WITHDRAWAL_MON_L1_GETH_URL: 'l1RpcUrl' },
      },
    ],
    'output-oracle': [
      {
        command: 'fault',
        args: ['--l2oo.address', chain.proposals, ...l2],
        secrets: { FAULT_MON_L1_NODE_URL: 'l1RpcUrl' },
      },
      {
        command: 'withdrawals',
        args: [...portal, ...l2, ...start],
        secrets: { WITHDRAWAL_MON_L1_NODE_URL: 'l1RpcUrl' },
      },
    ],
  }
  return [...shared, ...ofGeneration[chain.generation]].map((monitor, index) => ({
    ...monitor,
    args: [...monitor.args, ...commonArgs(input.firstMetricsPort + index)],
  }))
}

function commonArgs(metricsPort: number): string[] {
  const metrics = ['--metrics.enabled', '--metrics.addr', '127.0.0.1', '--metrics.port', String(metricsPort)]
  return ['--loop.interval.msec', String(LOOP_MS), '--log.format', 'json', ...metrics]
}
