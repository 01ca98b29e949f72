import { readFileSync } from 'node:fs'
import { agreementIdOf, hashKeySet, type KeySet, marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { toConfigUri } from '@opraas/deployer/core'
import {
  type Address,
  createWalletClient,
  encodeFunctionData,
  erc20Abi,
  type Hash,
  type Hex,
  http,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from 'viem'
import { LINK_PER_VERDICT, prepayVerdicts } from '../market/deployLocal.ts'
import { actors } from './actors.ts'
import { type Chain, type Client, requireMined } from './chain.ts'
import { runJson } from './program.ts'
import type { Context } from './services.ts'
import type { Stage } from './stage.ts'
import { demo } from './terms.ts'

/** What `opraas new --json` says of a project. */
export type Project = { l2ChainId: number; name: string }

/** The client's chain as L1 has it. */
export type DeployedChain = {
  systemConfig: Address
  portal: Address
  /** DisputeGameFactory. */
  factory: Address
  l2ChainId: number
  transactions: Hash[]
}

/** What the client's own hand signs, by viem and by the CLI. */
export function createDemoClient(context: Context, { chains, market, environment }: Stage) {
  const { account, key } = actors.client
  const { marketplace, offerBook, token } = market
  const folder = context.world.path('client')
  const onMarket = sender(chains.market)
  const onL1 = sender(chains.l1)

  const cli = <T>(args: readonly string[], logName: string): Promise<T> =>
    // The folder among the arguments tells whose process it is: a killed start is reaped by it.
    runJson<T>(context.programs.opraas, ['--project', `${folder}/`, '--json', '--yes', ...args], {
      environment: { ...environment, OPRAAS_PRIVATE_KEY: key },
      logFile: context.world.path('logs', `client-${logName}.log`),
      signal: context.signal,
    })

  return {
    address: account.address,

    /** Accepts the offer with its first free key set; prepays the oracle. */
    async accept(offer: {
      offerId: Hex
      termsHash: Hex
      vendor: Address
    }): Promise<{ agreementId: Hex; keySet: KeySet; hash: Hash }> {
      const keySet = await findFreeKeySet(chains.market.client, offerBook, offer.vendor)
      const deposit = parseUnits(demo.deposit, demo.decimals)
      await onMarket('approving the deposit', {
        to: token,
        data: approve(marketplace, parseUnits('1000', demo.decimals)),
      })
      const hash = await onMarket('accept', {
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'accept',
          args: [
            offer.offerId,
            offer.termsHash,
            keySet,
            deposit,
            { systemConfig: zeroAddress, l2ChainId: 0n, config: '' },
          ],
        }),
      })
      const agreementId = agreementIdOf({
        marketChainId: chains.market.chainId,
        marketplace,
        client: account.address,
        vendor: offer.vendor,
        keySet,
      })
      return { agreementId, keySet, hash }
    },

    /** Prepays verdicts with LINK. */
    prepay: (agreementId: Hex, verdicts: bigint): Promise<Hash> =>
      onMarket('prepaying the oracle', {
        to: market.link,
        data: prepayVerdicts(market.chainlink, agreementId, verdicts * LINK_PER_VERDICT),
      }),

    /** `opraas new --agreement`: the project of the chain, with the vendor's keys in its config.toml. */
    create: (agreementId: Hex): Promise<Project> =>
      cli<Project>(['new', folder, '--agreement', agreementId], 'new'),

    /** `opraas deploy contracts`. */
    async deploy(project: Project): Promise<DeployedChain> {
      const { addresses } = await cli<{ addresses: Record<string, Address> }>(
        ['deploy', 'contracts'],
        'deploy',
      )
      const state = JSON.parse(readFileSync(`${folder}/deployments/${project.name}/state.json`, 'utf8')) as {
        transactions: Hash[]
      }
      const { SystemConfig, OptimismPortal2, DisputeGameFactory } = addresses
      if (!SystemConfig || !OptimismPortal2 || !DisputeGameFactory)
        throw new Error('deploy contracts named no SystemConfig, portal or factory')
      return {
        systemConfig: SystemConfig,
        portal: OptimismPortal2,
        factory: DisputeGameFactory,
        l2ChainId: project.l2ChainId,
        transactions: state.transactions,
      }
    },

    /** Names the chain on the market, with its config.toml. */
    bind: (
      agreementId: Hex,
      keySet: KeySet,
      chain: { systemConfig: Address; l2ChainId: number },
    ): Promise<Hash> =>
      onMarket('bind', {
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'bind',
          args: [
            agreementId,
            keySet,
            {
              systemConfig: chain.systemConfig,
              l2ChainId: BigInt(chain.l2ChainId),
              config: toConfigUri(readFileSync(`${folder}/config.toml`, 'utf8')),
            },
          ],
        }),
      }),

    /** Deposits ETH from L1 to the same account on L2. */
    depositToL2: (portal: Address, ether: string): Promise<Hash> =>
      onL1('depositing to L2', {
        to: portal,
        value: parseEther(ether),
        data: encodeFunctionData({
          abi: parseAbi(['function depositTransaction(address,uint256,uint64,bool,bytes) payable']),
          functionName: 'depositTransaction',
          args: [account.address, parseEther(ether), 100_000n, false, '0x'],
        }),
      }),

    topUp: (agreementId: Hex): Promise<Hash> =>
      onMarket('top up', {
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'topUp',
          args: [agreementId, parseUnits(demo.topUp, demo.decimals)],
        }),
      }),

    /** `opraas rotate-keys --revoke`. */
    revokeKeys: async (): Promise<Hash[]> =>
      (await cli<{ transactions: Hash[] }>(['rotate-keys', '--revoke'], 'rotate')).transactions,

    terminate: (agreementId: Hex): Promise<Hash> =>
      onMarket('terminate', {
        to: marketplace,
        data: encodeFunctionData({ abi: marketplaceAbi, functionName: 'terminate', args: [agreementId] }),
      }),

    /** Takes back what is left; nothing is when a slow machine let the money run out before the end. */
    async claim(agreementId: Hex): Promise<void> {
      const [left] = await chains.market.client.readContract({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: 'freeOf',
        args: [agreementId, account.address],
      })
      if (left === 0n) return
      await onMarket('claiming the refund', {
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'claim',
          args: [[agreementId], account.address],
        }),
      })
    },
  }
}

type Send = (what: string, call: { to: Address; data: Hex; value?: bigint }) => Promise<Hash>

/** Sends from the client's account on one chain, and waits. */
function sender({ client, url }: Chain): Send {
  const { account } = actors.client
  const wallet = createWalletClient({ account, chain: client.chain, transport: http(url) })
  return async (what, call) => {
    const hash = await wallet.sendTransaction({ chain: client.chain ?? null, gas: 1_000_000n, ...call })
    await requireMined(client, hash, what)
    return hash
  }
}

export type DemoClient = ReturnType<typeof createDemoClient>

function approve(spender: Address, amount: bigint): Hex {
  return encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] })
}

async function findFreeKeySet(client: Client, offerBook: Address, vendor: Address): Promise<KeySet> {
  const events = await client.getContractEvents({
    address: offerBook,
    abi: offerBookAbi,
    eventName: 'KeySetAdded',
    args: { vendor },
    fromBlock: 0n,
    strict: true,
  })
  for (const { args } of events) {
    const free = await client.readContract({
      address: offerBook,
      abi: offerBookAbi,
      functionName: 'isKeySetFree',
      args: [vendor, hashKeySet(args.keySet)],
    })
    if (free) return args.keySet
  }
  throw new Error('The vendor has no free key set.')
}
