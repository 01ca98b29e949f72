import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Address, parseAbi, sliceHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import {
  findDisagreements,
  placesOf,
  type Saying,
  say,
  sayingsOfGenesis,
  sayingsOfIntent,
  sayingsOfRollup,
  sayingsOfServices,
} from '../../deployer/src/core/services/testing/values.ts'
import { skipWithoutOpstack } from '../capabilities.ts'
import { accounts } from './testing/accounts.ts'
import { L1_CHAIN_ID } from './testing/configToml.ts'
import { until } from './testing/until.ts'
import { type NativeWorld, startWorld } from './testing/world.ts'

/** Names of our own, so that a slip in the deployer's ABI shows. */
const abi = parseAbi([
  'function owner() view returns (address)',
  'function guardian() view returns (address)',
  'function batcherHash() view returns (bytes32)',
  'function unsafeBlockSigner() view returns (address)',
  'function gasLimit() view returns (uint64)',
  'function scalar() view returns (uint256)',
  'function batchInbox() view returns (address)',
  'function optimismPortal() view returns (address)',
  'function disputeGameFactory() view returns (address)',
  'function systemConfig() view returns (address)',
  'function respectedGameType() view returns (uint32)',
  'function proofMaturityDelaySeconds() view returns (uint256)',
  'function disputeGameFinalityDelaySeconds() view returns (uint256)',
  'function superchainConfig() view returns (address)',
  'function gameImpls(uint32) view returns (address)',
  'function proposer() view returns (address)',
  'function challenger() view returns (address)',
  'function l2ChainId() view returns (uint256)',
  'function maxClockDuration() view returns (uint64)',
  'function clockExtension() view returns (uint64)',
  'function absolutePrestate() view returns (bytes32)',
  'function weth() view returns (address)',
  'function delay() view returns (uint256)',
])

/** Nothing of it is a default. */
const tables = {
  chain: { gas_limit: 45_000_000, block_time: 2 },
  'chain.forks': { isthmus: 4, jovian: 8 },
  roles: { guardian: accounts.users[3].address },
  games: {
    ...{ proof_maturity: 13, finality_delay: 7, weth_delay: 14, max_clock_duration: 11, clock_extension: 1 },
    absolute_prestate: `0x03${'ab'.repeat(31)}`,
  },
  services: {
    ...{ max_channel_duration: 3, proposal_interval: 9, l1_confirmations: 1 },
    ...{ challenger: 'alphabet', dispute_mon: true },
  },
}

/** What begins when the chain has. */
const posting = ['batcher', 'proposer', 'challenger', 'dispute-mon', 'resolver']

describe('values of a running chain', { skip: skipWithoutOpstack('17') }, () => {
  let world: NativeWorld
  before(async () => {
    world = await startWorld({ versionSet: '17', l1BlockSeconds: 2, tables })
  })
  after(() => world?.close())

  test('are the same in config, on L1 and L2, in genesis, rollup and every process', async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(world.chain.folder, name), 'utf8'))
    const [rollup, genesis] = [read('rollup.json'), read('genesis.json')]
    const { addresses } = await world.deployer.inspectContracts()
    const files = [
      ...sayingsOfIntent(world.deployer.intent(), { addresses, genesisSeconds: rollup.genesis.l2_time }),
      ...sayingsOfRollup(rollup, 'rollup.json'),
      ...sayingsOfGenesis(genesis),
      say('L1 chain id', 'resolver.json', read('engine/resolver.json').l1ChainId),
      say('proposals', 'resolver.json', read('engine/resolver.json').factory),
      say('L2 chain id', 'gateway.json', read('engine/gateway.json').chainId),
    ]
    const sayings = [
      ...files,
      ...sayingsOfRollup(await world.askService('node-0.rpc', 'optimism_rollupConfig'), 'op-node'),
      ...(await sayingsOfProcesses(world)),
      ...(await sayingsOfL1(world)),
      ...(await sayingsOfL2(world)),
    ]
    assert.deepEqual(findDisagreements(sayings), [])
    const lonely = Object.entries(placesOf(sayings)).filter(([, places]) => places.length < 2)
    assert.deepEqual(lonely, [], 'each value has a second witness')
  })
})

/** From the processes themselves: their arguments, and whose keys they hold. */
async function sayingsOfProcesses(world: NativeWorld): Promise<Saying[]> {
  await until('all services', async () => Promise.all(posting.map((name) => world.pid(name))))
  const { services } = await world.status()
  const running = services.map(({ name, pid }) => ({ name, pid, args: partsOf(pid, 'cmdline') }))
  const keys = {
    OP_NODE_P2P_SEQUENCER_KEY: 'unsafeSigner',
    OP_BATCHER_PRIVATE_KEY: 'batcher',
    OP_PROPOSER_PRIVATE_KEY: 'proposer',
    OP_CHALLENGER_PRIVATE_KEY: 'challenger',
  }
  const holders = running.flatMap(({ name, pid }) =>
    partsOf(pid, 'environ').flatMap((line) => {
      const [variable = '', value] = line.split('=')
      const role = keys[variable as keyof typeof keys]
      return role ? [say(role, `${name} ${variable}`, privateKeyToAddress(value as Address))] : []
    }),
  )
  assert.equal(holders.length, 4)
  return [...sayingsOfServices(running), ...holders]
}

function partsOf(pid: number | undefined, file: 'cmdline' | 'environ'): string[] {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
}

async function sayingsOfL1({ l1, chain }: NativeWorld): Promise<Saying[]> {
  const origin = await l1.client.getBlock({ blockNumber: chain.l1OriginNumber })
  const { systemConfig, portal, proposals } = chain.services
  const at =
    (address: Address) =>
    (functionName: (typeof abi)[number]['name'], args: readonly unknown[] = []) =>
      l1.client.readContract({ address, abi, functionName, args } as never) as Promise<string | bigint>
  const [config, gate, factory] = [at(systemConfig), at(portal), at(proposals)]
  const game = at((await factory('gameImpls', [1])) as Address)
  const weth = at((await game('weth')) as Address)
  const superchain = at((await gate('superchainConfig')) as Address)
  const batcherHash = (await config('batcherHash')) as Address
  return [
    say('L1 chain id', 'L1', await l1.client.getChainId()),
    say('L1 chain id', 'the harness', L1_CHAIN_ID),
    say('owner', 'SystemConfig', await config('owner')),
    say('owner', 'DisputeGameFactory', await factory('owner')),
    say('guardian', 'SuperchainConfig', await superchain('guardian')),
    say('batcher', 'SystemConfig', sliceHex(batcherHash, 12)),
    say('unsafeSigner', 'SystemConfig', await config('unsafeBlockSigner')),
    say('gas limit', 'SystemConfig', await config('gasLimit')),
    say(
      'fee scalar',
      'SystemConfig',
      `0x${BigInt(await config('scalar'))
        .toString(16)
        .padStart(64, '0')}`,
    ),
    say('L1 origin', `L1 block ${origin.number}`, origin.hash),
    say('batch inbox', 'SystemConfig', await config('batchInbox')),
    say('portal', 'SystemConfig', await config('optimismPortal')),
    say('proposals', 'SystemConfig', await config('disputeGameFactory')),
    say('SystemConfig', 'portal', await gate('systemConfig')),
    say('game type', 'portal', await gate('respectedGameType')),
    say('proof maturity', 'portal', await gate('proofMaturityDelaySeconds')),
    say('finality delay', 'portal', await gate('disputeGameFinalityDelaySeconds')),
    say('proposer', 'game', await game('proposer')),
    say('challenger', 'game', await game('challenger')),
    say('L2 chain id', 'game', await game('l2ChainId')),
    say('game clock', 'game', await game('maxClockDuration')),
    say('clock extension', 'game', await game('clockExtension')),
    say('prestate', 'game', await game('absolutePrestate')),
    say('WETH delay', 'DelayedWETH', await weth('delay')),
  ]
}

async function sayingsOfL2({ l2 }: NativeWorld): Promise<Saying[]> {
  const read = (blockNumber: bigint) => until(`L2 block ${blockNumber}`, () => l2.getBlock({ blockNumber }))
  const [genesis, first, second] = [await read(0n), await read(1n), await read(2n)]
  return [
    say('L2 chain id', 'L2', await l2.getChainId()),
    say('genesis hash', 'L2 block 0', genesis.hash),
    say('genesis time', 'L2 block 0', genesis.timestamp),
    say('gas limit', 'L2 block 2', second.gasLimit),
    say('block time', 'L2 blocks 1 and 2', second.timestamp - first.timestamp),
  ]
}
