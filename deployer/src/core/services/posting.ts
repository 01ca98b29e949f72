import { l1Pace } from './l1.ts'
import { type Listener, LOOPBACK, type ServiceSpec, type ServicesInput } from './types.ts'

/** Where the programs that write to L1 find the L2, and listen themselves. Several URLs: the members of a conductor. */
export type PostingPlace = Listener & {
  l2Urls: readonly string[]
  rollupUrls: readonly string[]
  rpcPort: number
  metricsPort: number
}

/**
 * Blobs on a public L1: a transaction takes all the blobs it may, and waits longer before it is replaced, because
 * nodes want twice the fees for that.
 */
const publicBlobs = ['--target-num-frames=6', '--resubmission-timeout=240s']

/** Blobs on anvil: it answers to the first one after it has loaded what proofs are checked with, which takes seconds. */
const localBlobs = ['--network-timeout=30s']

/** op-batcher: the data of the L2 goes to L1, in calldata or blobs. */
export function batcherService(input: ServicesInput, place: PostingPlace): ServiceSpec {
  const { isLocal } = l1Pace(input)
  const { da, services } = input.run
  return {
    name: 'batcher',
    program: 'op-batcher',
    args: [
      `--l2-eth-rpc=${place.l2Urls.join(',')}`,
      `--rollup-rpc=${place.rollupUrls.join(',')}`,
      `--data-availability-type=${da}`,
      ...(da === 'blobs' ? (isLocal ? localBlobs : publicBlobs) : []),
      `--max-channel-duration=${services.maxChannelDurationBlocks}`,
      `--sub-safety-margin=${isLocal ? 4 : 10}`,
      `--poll-interval=${isLocal ? '1s' : '6s'}`,
      ...sending(input),
      ...listening(place),
      '--rpc.enable-admin',
    ],
    secrets: { OP_BATCHER_L1_ETH_RPC: 'l1RpcUrl', OP_BATCHER_PRIVATE_KEY: 'batcher' },
  }
}

/** op-proposer: L2 states go to L1, as games or to the output oracle. */
export function proposerService(input: ServicesInput, place: PostingPlace): ServiceSpec {
  const { isLocal } = l1Pace(input)
  const to =
    input.generation === 'dispute-games'
      ? [
          `--game-factory-address=${input.proposals}`,
          '--game-type=1',
          `--proposal-interval=${input.run.services.proposalIntervalSeconds}s`,
        ]
      : [`--l2oo-address=${input.proposals}`]
  return {
    name: 'proposer',
    program: 'op-proposer',
    args: [
      `--rollup-rpc=${place.rollupUrls.join(',')}`,
      ...to,
      `--poll-interval=${isLocal ? '2s' : '12s'}`,
      ...(isLocal ? ['--allow-non-finalized'] : []),
      ...sending(input),
      ...listening(place),
    ],
    secrets: { OP_PROPOSER_L1_ETH_RPC: 'l1RpcUrl', OP_PROPOSER_PRIVATE_KEY: 'proposer' },
  }
}

function sending(input: ServicesInput): string[] {
  const { confirmations, receiptQueryInterval } = l1Pace(input)
  return [`--num-confirmations=${confirmations}`, `--txmgr.receipt-query-interval=${receiptQueryInterval}`]
}

function listening({ listen = LOOPBACK, rpcPort, metricsPort }: PostingPlace): string[] {
  return [
    `--rpc.addr=${listen}`,
    `--rpc.port=${rpcPort}`,
    '--metrics.enabled',
    `--metrics.addr=${listen}`,
    `--metrics.port=${metricsPort}`,
  ]
}
