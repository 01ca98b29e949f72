import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Address,
  concat,
  encodeAbiParameters,
  type Hex,
  keccak256,
  parseAbi,
  parseEther,
  zeroHash,
} from 'viem'
import { type Bridge, openBridge } from '../bridge/index.ts'
import { gameAbi } from '../core/games/abi.ts'
import type { Generation } from '../core/intent/index.ts'
import type { EngineChain } from '../core/ports.ts'
import { MESSAGE_PASSER, outputOracleAbi } from '../core/withdrawals/abi.ts'
import { createDeployer } from '../deployer.ts'
import { engineOf } from '../engines/index.ts'
import { createRpcClient, type RpcClient } from '../rpc/client.ts'
import { type Anvil, chooseChainId, startAnvil } from './anvil.ts'
import { findFreePort } from './cliProject.ts'
import { createProject, devAccount, sampleConfig } from './project.ts'

const PERMISSIONED_GAME = 1
const proposer: Address = '0x0000000000000000000000000000000000001003'
const challenger: Address = '0x0000000000000000000000000000000000001004'
const abi = [
  ...gameAbi,
  ...outputOracleAbi,
  ...parseAbi([
    'function attack(bytes32 disputed, uint256 parentIndex, bytes32 claim) payable',
    'function getRequiredBond(uint128 position) view returns (uint256)',
    'function nextBlockNumber() view returns (uint256)',
    'function proposeL2Output(bytes32 outputRoot, uint256 l2BlockNumber, bytes32 l1BlockHash, uint256 l1BlockNumber) payable',
    'function deleteL2Outputs(uint256 index)',
  ]),
]

/** Windows of such a chain, in seconds. */
export const windows = {
  proofMaturity: 100,
  finalityDelay: 50,
  maxClock: 30,
  finalizationPeriod: 100,
} as const

/** Real contracts on an anvil, anvil as the L2, and the proposer’s part played by hand. */
export type BridgedChain = {
  l1: Anvil
  l2: RpcClient
  chain: EngineChain
  folder: string
  bridge: Bridge
  /** What the bridge said. */
  said: string[]
  /** Proposes L2 states on L1 until a block is covered; `wrong`: one that never was. @returns Index of the last. */
  propose(l2BlockNumber: bigint, options?: { wrong?: true }): Promise<bigint>
  /** Lets the challenger win a game, or delete an output and all behind it. */
  overthrow(index: bigint): Promise<void>
  /** Resolves an uncontested or countered game. */
  resolve(index: bigint): Promise<void>
  pass(seconds: number): Promise<void>
  close(): Promise<void>
}

export async function startBridgedChain(generation: Generation): Promise<BridgedChain> {
  const l1ChainId = chooseChainId()
  const l1 = await startAnvil({
    chainId: l1ChainId,
    args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'],
  })
  await l1.client.mine({ blocks: 2 })
  for (const address of [proposer, challenger]) {
    await l1.client.impersonateAccount({ address })
    await l1.client.setBalance({ address, value: parseEther('1000') })
  }
  const project = createProject(
    sampleConfig({
      ...{ l1ChainId, l2ChainId: chooseChainId() },
      replace: {
        chain_id: `chain_id = ${l1ChainId}\ngeneration = "${generation}"`,
        name: 'name = "bridged"\nblock_time = 1',
      },
      append: `
[games]
proof_maturity = ${windows.proofMaturity}
finality_delay = ${windows.finalityDelay}
max_clock_duration = ${windows.maxClock}
clock_extension = 0
[outputs]
submission_interval = 2
finalization_period = ${windows.finalizationPeriod}
[infra]
rpc_port = ${await findFreePort()}
`,
    }),
  )
  const { signal } = new AbortController()
  const environment = { OPRAAS_L1_RPC_URL: l1.url, OPRAAS_PRIVATE_KEY: devAccount.key }
  const deployer = createDeployer({ folder: project.folder, environment, signal })
  await deployer.deployContracts()
  const chain = await deployer.engineChain()
  const engine = engineOf('embedded')
  await engine.up(chain, { signal })
  const l2RpcUrl = (await engine.endpoints(chain)).rpc
  const l2 = createRpcClient({ name: 'L2', url: l2RpcUrl, chainId: chain.l2ChainId })
  const said: string[] = []
  const bridge = await openBridge({
    ...{ chain, l2RpcUrl, environment, signal },
    ...{ confirmations: 1, maxFeePerGasWei: 500_000_000_000n },
    report: (text) => said.push(text),
  })
  const { proposals } = chain.services

  async function write(
    from: Address,
    to: Address,
    functionName: string,
    args: readonly unknown[],
    value = 0n,
  ) {
    // Estimates are too low when slots that the estimate writes hold the same already.
    const request = { account: from, address: to, abi, functionName, args, value, gas: 5_000_000n }
    // The names are those of `abi`; the types of one call are not known here.
    const hash = await l1.client.writeContract(request as never)
    const { status } = await l1.client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} reverted`)
  }
  async function read<T>(address: Address, functionName: string, args: readonly unknown[] = []): Promise<T> {
    return (await l1.client.readContract({ address, abi, functionName, args } as never)) as T
  }
  const gameAt = async (index: bigint): Promise<Address> => {
    const [, , address] = await read<[number, bigint, Address]>(proposals, 'gameAtIndex', [index])
    return address
  }
  const rootAt = async (blockNumber: bigint): Promise<Hex> => {
    while ((await l2.getBlockNumber()) < blockNumber) await sleep(100)
    const [block, { storageHash }] = await Promise.all([
      l2.getBlock({ blockNumber }),
      l2.getProof({ address: MESSAGE_PASSER, storageKeys: [], blockNumber }),
    ])
    return outputRoot(block.stateRoot, storageHash, block.hash)
  }

  return {
    ...{ l1, l2, chain, folder: project.folder, bridge, said },
    async propose(l2BlockNumber, { wrong } = {}) {
      if (generation === 'dispute-games') {
        const root = wrong ? outputRoot(zeroHash, zeroHash, zeroHash) : await rootAt(l2BlockNumber)
        const extraData = encodeAbiParameters([{ type: 'uint256' }], [l2BlockNumber])
        await write(proposer, proposals, 'create', [PERMISSIONED_GAME, root, extraData])
        return (await read<bigint>(proposals, 'gameCount')) - 1n
      }
      for (let covered = -1n; covered < l2BlockNumber; ) {
        covered = await read<bigint>(proposals, 'nextBlockNumber')
        const root = wrong ? outputRoot(zeroHash, zeroHash, zeroHash) : await rootAt(covered)
        await l1.client.increaseTime({ seconds: 5 })
        await write(proposer, proposals, 'proposeL2Output', [root, covered, zeroHash, 0n])
      }
      return (await read<bigint>(proposals, 'nextOutputIndex')) - 1n
    },
    async overthrow(index) {
      if (generation === 'output-oracle') return write(challenger, proposals, 'deleteL2Outputs', [index])
      const game = await gameAt(index)
      const [, , , , claim] = await read<[number, Address, Address, bigint, Hex]>(game, 'claimData', [0n])
      const bond = await read<bigint>(game, 'getRequiredBond', [2n])
      await write(challenger, game, 'attack', [claim, 0n, `0x01${claim.slice(4)}`], bond)
    },
    async resolve(index) {
      const game = await gameAt(index)
      const claims = await read<bigint>(game, 'claimDataLen')
      for (let claim = claims - 1n; claim >= 0n; claim--)
        await write(challenger, game, 'resolveClaim', [claim, claims])
      await write(challenger, game, 'resolve', [])
    },
    async pass(seconds) {
      await l1.client.increaseTime({ seconds })
      await l1.client.mine({ blocks: 1 })
    },
    async close() {
      await engine.down(chain, { signal })
      await l1.close()
      project.remove()
    },
  }
}

function outputRoot(stateRoot: Hex, storageRoot: Hex, blockHash: Hex): Hex {
  return keccak256(concat([zeroHash, stateRoot, storageRoot, blockHash]))
}
