import type { Address } from 'viem'
import { z } from 'zod'

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
        .enum(['dispute-games'])
        .default('dispute-games')
        .describe('How the L2 state is proposed on L1.'),
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
  vaults: z
    .strictObject({
      sequencer: vault.prefault({}).describe('Priority fees.'),
      base: vault.prefault({}).describe('Base fees.'),
      l1: vault.prefault({}).describe('Fees for L1 data.'),
    })
    .prefault({})
    .describe('Where the fees of the L2 go.'),
  infra: z
    .strictObject({
      engine: z.enum(['embedded']).default('embedded').describe('What runs the chain.'),
      rpc_port: z.int().min(1024).max(65_535).default(9545).describe('Loopback port of the L2 RPC.'),
    })
    .prefault({})
    .describe('What runs the chain, and where it listens.'),
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
