import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { predeployAddresses } from '@opraas/deployer/core'
import { type Address, type Hex, parseAbi, sha256, toHex, zeroHash } from 'viem'
import { skipWithoutOpstack } from '../capabilities.ts'
import { accounts } from './testing/accounts.ts'
import { until } from './testing/until.ts'
import { type NativeWorld, startWorld } from './testing/world.ts'

/** Blocks with the upgrade transactions; a block takes a second. */
const isthmus = 10
const jovian = 20

const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
const historyStorage = '0x0000F90827F1C53a10cb7A02335B175320002935'
/** A proxy from block 0 on, without an implementation before Isthmus. */
const operatorFeeVault = '0x420000000000000000000000000000000000001B'
/** @see EIP-1967 */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const abi = parseAbi([
  'function version() view returns (string)',
  'function getL1Fee(bytes data) view returns (uint256)',
])

/** What op-geth tells of a block that viem's type leaves out. */
type Block = {
  timestamp: Hex
  extraData: Hex
  withdrawalsRoot: Hex
  requestsHash?: Hex
  transactions: { type: Hex; hash: Hex; from: Address; input: Hex }[]
}

describe('Isthmus and Jovian after genesis, on the real stack', {
  skip: skipWithoutOpstack('17'),
  timeout: 400_000,
}, () => {
  let world: NativeWorld

  before(async () => {
    world = await startWorld({ versionSet: '17', tables: { 'chain.forks': { isthmus, jovian } } })
    // Safe: op-node derived the blocks from batches on L1, upgrades included, and got the same ones.
    const options = { seconds: 120 }
    await until(
      'the upgrades to be safe',
      async () => (await world.l2.getBlock({ blockTag: 'safe' })).number > jovian,
      options,
    )
  })
  after(() => world?.close())

  function blockAt(number: number): Promise<Block> {
    const params = [toHex(number), true]
    return world.askService('engine-0.http', 'eth_getBlockByNumber', params)
  }

  /** Transactions of a block but its L1 attributes and what users deposited. */
  async function upgradesAt(number: number): Promise<Block['transactions']> {
    const [, ...rest] = (await blockAt(number)).transactions
    return rest.filter(({ from }) => from !== accounts.owner.address.toLowerCase())
  }

  for (const [fork, block, count] of [
    ['Isthmus', isthmus, 8],
    ['Jovian', jovian, 5],
  ] as const) {
    test(`the first block of ${fork} has ${count} upgrade transactions, and all succeed`, async () => {
      const upgrades = await upgradesAt(block)
      assert.deepEqual(
        upgrades.map(({ type }) => type),
        Array(count).fill('0x7e'),
      )
      for (const { hash } of upgrades) {
        const { status, blockNumber } = await world.l2.getTransactionReceipt({ hash })
        assert.deepEqual([status, blockNumber], ['success', BigInt(block)], hash)
      }
      assert.deepEqual([await upgradesAt(block - 1), await upgradesAt(block + 1)], [[], []])
    })
  }

  test('the L1 attributes are those of each fork from the block after its first', async () => {
    const selectors = [isthmus, isthmus + 1, jovian, jovian + 1].map(async (number) =>
      (await blockAt(number)).transactions[0]?.input.slice(0, 10),
    )
    assert.deepEqual(await Promise.all(selectors), ['0x440a5e20', '0x098999be', '0x098999be', '0x3db6be2b'])
  })

  test('the predeploys are newer after each fork', async () => {
    const versions = (address: Address) =>
      Promise.all(
        [isthmus - 1, isthmus, jovian].map((number) =>
          world.l2.readContract({ address, abi, functionName: 'version', blockNumber: BigInt(number) }),
        ),
      )
    assert.deepEqual(await versions(predeployAddresses.gasPriceOracle), ['1.3.0', '1.4.0', '1.6.0'])
    assert.deepEqual(await versions(predeployAddresses.l1Block), ['1.4.1-beta.1', '1.6.0', '1.7.0'])
    const read = (number: number) => {
      const blockNumber = BigInt(number)
      return Promise.all([
        world.l2.getCode({ address: historyStorage, blockNumber }),
        world.l2.getStorageAt({ address: operatorFeeVault, slot: implementationSlot, blockNumber }),
      ])
    }
    const [noCode, noVault] = await read(isthmus - 1)
    assert.deepEqual([noCode, noVault], [undefined, zeroHash])
    const [code, vault] = await read(isthmus)
    assert.ok(code !== undefined && vault !== zeroHash)
  })

  test('the header has the message passer’s storage root and a requests hash from Isthmus on', async () => {
    const last = await blockAt(isthmus - 1)
    assert.deepEqual([last.withdrawalsRoot, last.requestsHash], [emptyRoot, undefined])
    const address = predeployAddresses.l2ToL1MessagePasser
    for (const number of [isthmus, jovian]) {
      const { storageHash } = await world.l2.getProof({
        address,
        storageKeys: [],
        blockNumber: BigInt(number),
      })
      const { withdrawalsRoot, requestsHash } = await blockAt(number)
      assert.deepEqual([withdrawalsRoot, requestsHash], [storageHash, sha256('0x')])
    }
  })

  test('the extra data is of Holocene, and of Jovian from its first block on', async () => {
    const found = [0, isthmus, jovian - 1, jovian].map(async (number) => (await blockAt(number)).extraData)
    const holocene = '0x00000000fa00000006'
    assert.deepEqual(await Promise.all(found), [
      ...[holocene, holocene, holocene],
      '0x01000000fa000000060000000000000000',
    ])
  })

  test('getL1Fee answers under each fork', async () => {
    for (const number of [isthmus - 1, isthmus + 1, jovian + 1]) {
      const fee = await world.l2.readContract({
        address: predeployAddresses.gasPriceOracle,
        abi,
        functionName: 'getL1Fee',
        args: [toHex('a transaction')],
        blockNumber: BigInt(number),
      })
      assert.ok(fee > 0n, `block ${number}`)
    }
  })
})
