import { l1Pace } from './l1.ts'
import { type Listener, LOOPBACK, type ServiceSpec, type ServicesInput } from './types.ts'
import { versionSets } from './versionSets.ts'

/** Where the programs that watch games find the L2. */
export type DisputePlace = Listener & {
  l2Url: string
  rollupUrl: string
  dataDir: string
  metricsPort: number
  rollupFile: string
  genesisFile: string
  hasBeacon: boolean
}

/** op-challenger: counters wrong games. */
export function challengerService(input: ServicesInput, place: DisputePlace): ServiceSpec {
  const { challenger, cannon } = input.run.services
  const { gamesFlag } = versionSets[input.run.versionSet]
  const { isLocal, receiptQueryInterval, confirmations } = l1Pace(input)
  const vm = cannon
    ? [
        `--cannon-bin=${cannon.bin}`,
        `--cannon-server=${cannon.server}`,
        `--cannon-prestate=${cannon.prestate}`,
        `--cannon-rollup-config=${place.rollupFile}`,
        `--cannon-l2-genesis=${place.genesisFile}`,
      ]
    : []
  return {
    name: 'challenger',
    program: 'op-challenger',
    args: [
      `--${gamesFlag}=${challenger === 'cannon' ? 'cannon,permissioned' : 'alphabet'}`,
      `--game-factory-address=${input.proposals}`,
      `--l2-eth-rpc=${place.l2Url}`,
      `--rollup-rpc=${place.rollupUrl}`,
      `--datadir=${place.dataDir}`,
      `--num-confirmations=${confirmations}`,
      `--txmgr.receipt-query-interval=${receiptQueryInterval}`,
      `--http-poll-interval=${isLocal ? '1s' : '12s'}`,
      ...vm,
      ...metrics(place),
    ],
    secrets: {
      OP_CHALLENGER_L1_ETH_RPC: 'l1RpcUrl',
      OP_CHALLENGER_L1_BEACON: place.hasBeacon ? 'l1BeaconUrl' : 'l1RpcUrl',
      OP_CHALLENGER_PRIVATE_KEY: 'challenger',
    },
  }
}

/** op-dispute-mon: judges every game by its own node. */
export function disputeMonService(
  input: ServicesInput,
  place: Pick<DisputePlace, 'listen' | 'rollupUrl' | 'metricsPort'>,
): ServiceSpec {
  return {
    name: 'dispute-mon',
    program: 'op-dispute-mon',
    args: [
      `--rollup-rpc=${place.rollupUrl}`,
      `--game-factory-address=${input.proposals}`,
      `--honest-actors=${input.proposer}`,
      `--monitor-interval=${l1Pace(input).isLocal ? '5s' : '30s'}`,
      ...metrics(place),
    ],
    secrets: { OP_DISPUTE_MON_L1_ETH_RPC: 'l1RpcUrl' },
  }
}

function metrics({ listen = LOOPBACK, metricsPort }: Pick<DisputePlace, 'listen' | 'metricsPort'>): string[] {
  return ['--metrics.enabled', `--metrics.addr=${listen}`, `--metrics.port=${metricsPort}`]
}
