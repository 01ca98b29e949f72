import type { Address } from 'viem'
import { z } from 'zod'
import { isOperatorMethod } from '../services/rpcMethods.ts'

// In a page: zod would try whether it may compile code, and a strict Content-Security-Policy reports that.
z.config({ jitless: true })

/** Version of config.toml. */
export const INTENT_SCHEMA = 1

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'an address (0x and 40 hex digits)')
  .transform((value) => value.toLowerCase() as Address)
const chainId = z.int('a whole number').min(1, 'at least 1').max(Number.MAX_SAFE_INTEGER, 'at most 2^53 - 1')
const seconds = z.int('a whole number of seconds').min(0, 'at least 0')
const bytes32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/, '0x and 64 hex digits')

const rpcMethod = z
  .string()
  .regex(/^[a-z0-9]+_[A-Za-z0-9]+$/, 'a method, like eth_call')
  .refine((method) => !isOperatorMethod(method), 'no admin, engine, miner or personal method')
const fork = (name: string) =>
  z
    .union([z.literal('genesis'), z.int().min(0)], { error: '"genesis" or whole seconds after it' })
    .optional()
    .describe(`Beginning of ${name}.`)
const program = (name: string) => z.string().optional().describe(`Path of ${name}.`)

const vault = z.strictObject({
  recipient: address.optional().describe('Who gets the fees; default: the owner.'),
  minimum_withdrawal_eth: z.number().min(0).default(10).describe('Least amount of a withdrawal, in ETH.'),
  network: z.enum(['l1', 'l2']).default('l1').describe('Where the fees are paid out.'),
})

/** config.toml as it is written. Everything that can be derived has a default; see `intent.ts` for those that depend. */
export const configSchema = z.strictObject({
  schema: z.literal(INTENT_SCHEMA).describe('Version of this file.'),
  chain: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z][a-z0-9-]{1,38}$/, '2 to 39 lowercase letters, digits or dashes, a letter first')
        .describe('Name of the chain and of its folder below deployments/.'),
      id: chainId.describe('Chain id of the L2. Must differ from the L1’s.'),
      block_time: z
        .int()
        .min(1, 'at least 1')
        .max(12, 'at most 12')
        .default(2)
        .describe('Seconds between L2 blocks.'),
      gas_limit: z
        .int()
        .min(21_000_000, 'at least 21000000')
        .max(500_000_000, 'at most 500000000')
        .default(60_000_000)
        .describe('Gas limit of an L2 block.'),
      salt: bytes32.optional().describe('Makes the addresses of a second attempt different; default: zero.'),
      forks: z
        .strictObject({
          regolith: fork('Regolith'),
          canyon: fork('Canyon'),
          delta: fork('Delta'),
          ecotone: fork('Ecotone'),
          fjord: fork('Fjord'),
          granite: fork('Granite'),
          holocene: fork('Holocene'),
          isthmus: fork('Isthmus'),
          jovian: fork('Jovian'),
          karst: fork('Karst'),
        })
        .optional()
        .describe(
          'When each fork begins: "genesis", or seconds after it; one that is not named begins with the one before it, or never after the last one named. Default: up to Holocene at genesis.',
        ),
    })
    .describe('The L2 itself.'),
  l1: z
    .strictObject({
      chain_id: chainId.describe('Chain id of the L1.'),
      strategy: z
        .enum(['bedrock'])
        .default('bedrock')
        .describe('Which contracts: the npm release of contracts-bedrock.'),
      generation: z
        .enum(['dispute-games', 'output-oracle'])
        .default('dispute-games')
        .describe('How the L2 state is proposed on L1: as dispute games, or to an output oracle.'),
      confirmations: z.int().min(1).max(64).default(1).describe('L1 blocks until a step counts as done.'),
      max_fee_gwei: z
        .number()
        .positive()
        .default(500)
        .describe('Highest fee per gas that a step may offer, in gwei.'),
    })
    .describe('The chain below, and how to deploy to it.'),
  roles: z
    .strictObject({
      owner: address.describe('Owns the chain in the end: ProxyAdmin, SystemConfig, games, everything.'),
      batcher: address.describe('Posts batches to L1.'),
      unsafe_signer: address.describe('Signs unsafe blocks for gossip.'),
      proposer: address.describe('Proposes L2 states on L1.'),
      challenger: address.describe('Challenges wrong proposals.'),
      guardian: address.optional().describe('May pause withdrawals; default: the owner.'),
    })
    .describe('Who holds which key. The five without a default must be different addresses.'),
  games: z
    .strictObject({
      proof_maturity: seconds.default(604_800).describe('Seconds from proving to finalizing a withdrawal.'),
      finality_delay: seconds
        .default(302_400)
        .describe('Seconds that a resolved game waits before its result counts.'),
      weth_delay: seconds.default(604_800).describe('Seconds until bonds of games can be taken out.'),
      max_clock_duration: seconds.default(302_400).describe('Longest clock of one side, in seconds.'),
      clock_extension: seconds.default(10_800).describe('Least time left to answer, in seconds.'),
      absolute_prestate: bytes32
        .default('0x0000000000000000000000000000000000000000000000000000000000000001')
        .describe('Prestate of the fault proof program.'),
    })
    .prefault({})
    .describe('Windows of withdrawals and dispute games.'),
  outputs: z
    .strictObject({
      submission_interval: z
        .int()
        .min(1, 'at least 1')
        .default(1_800)
        .describe('L2 blocks between two outputs.'),
      finalization_period: seconds
        .default(604_800)
        .describe('Seconds until an output counts, and a proven withdrawal can be finalized.'),
    })
    .prefault({})
    .describe('Proposals of the output-oracle generation; dispute games do not read this.'),
  vaults: z
    .strictObject({
      sequencer: vault.prefault({}).describe('Priority fees.'),
      base: vault.prefault({}).describe('Base fees.'),
      l1: vault.prefault({}).describe('Fees for L1 data.'),
    })
    .prefault({})
    .describe('Where the fees of the L2 go.'),
  da: z
    .strictObject({
      type: z
        .enum(['calldata', 'blobs'])
        .optional()
        .describe(
          'How batches are posted on L1. Default: blobs; calldata on a local L1, or where the version set cannot post blobs.',
        ),
    })
    .prefault({})
    .describe('Where the data of the L2 goes.'),
  services: z
    .strictObject({
      max_channel_duration: z
        .int()
        .min(1)
        .optional()
        .describe('L1 blocks until a batch is posted at the latest; default: 150, on a local L1 2.'),
      proposal_interval: z
        .int()
        .min(1)
        .optional()
        .describe('Seconds between two proposals; default: 3600, on a local L1 10.'),
      l1_confirmations: z
        .int()
        .min(0)
        .max(64)
        .optional()
        .describe('L1 blocks that sequencer and derivation stay behind; default: 4, on a local L1 0.'),
      challenger: z
        .enum(['off', 'alphabet', 'cannon'])
        .default('off')
        .describe('Which games the challenger plays; cannon needs its files in [services.cannon].'),
      cannon: z
        .strictObject({
          bin: z.string().describe('Path of the cannon program.'),
          server: z.string().describe('Path of the op-program that the VM runs beside.'),
          prestate: z.string().describe('Path of the absolute prestate.'),
        })
        .optional()
        .describe('Files of the fault proof VM.'),
      dispute_mon: z.boolean().default(false).describe('Run op-dispute-mon, which judges all games.'),
      resolver: z
        .boolean()
        .optional()
        .describe('Resolve games whose clock has run out; default: on with dispute games.'),
    })
    .prefault({})
    .describe('How the services of the chain work.'),
  infra: z
    .strictObject({
      engine: z.enum(['embedded', 'native']).default('embedded').describe('What runs the chain.'),
      version_set: z
        .enum(['13', '17'])
        .optional()
        .describe(
          'Which release of the OP Stack programs; `opraas build` makes them. Default: 17; 13 on a local L1 or with an output oracle.',
        ),
      programs: z
        .strictObject({
          'op-geth': program('op-geth'),
          'op-node': program('op-node'),
          'op-batcher': program('op-batcher'),
          'op-proposer': program('op-proposer'),
          'op-challenger': program('op-challenger'),
          'op-dispute-mon': program('op-dispute-mon'),
          'op-conductor': program('op-conductor'),
        })
        .prefault({})
        .describe('Paths of programs to run instead of those that `opraas build` made.'),
      sequencers: z
        .union([z.literal(1), z.literal(3)], { error: '1, or 3 under op-conductor' })
        .default(1)
        .describe('Sequencers; three of them choose a leader by op-conductor.'),
      replicas: z.int().min(0).max(8).default(0).describe('Nodes that follow and answer reads.'),
      rpc_port: z.int().min(1024).max(65_535).default(9545).describe('Port of the L2 RPC.'),
    })
    .prefault({})
    .describe('What runs the chain, and where it listens.'),
  rpc: z
    .strictObject({
      listen: z
        .string()
        .regex(/^[0-9a-fA-F.:]+$/, 'an IP address')
        .default('127.0.0.1')
        .describe('Address the L2 RPC listens on; everything else of the chain stays on loopback.'),
      methods: z.array(rpcMethod).default([]).describe('Methods allowed beside the usual ones.'),
      requests_per_second: z
        .number()
        .positive()
        .default(100)
        .describe('Calls per second and caller; ten times as many may come at once.'),
      max_batch: z.int().min(1).max(1_000).default(100).describe('Calls in one batch.'),
      max_body_kb: z.int().min(1).max(65_536).default(1_024).describe('Largest request, in KiB.'),
      max_lag_blocks: z
        .int()
        .min(1)
        .default(10)
        .describe('A backend further behind the others is not asked.'),
    })
    .prefault({})
    .describe('The front door of the chain’s RPC.'),
  market: z
    .strictObject({
      chain_id: chainId.describe('Chain id the market is on; may differ from the L1’s.'),
      marketplace: address.describe('Address of the market.'),
      agreement: bytes32.describe('Agreement this chain is for.'),
    })
    .optional()
    .describe('The agreement that the chain is run for; `opraas new --agreement` writes it.'),
})

/** config.toml after parsing, before derived values. */
export type Config = z.output<typeof configSchema>
