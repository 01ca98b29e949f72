import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Address, parseAbi, parseEther } from 'viem'
import type { Generation } from '../core/intent/index.ts'
import { type BridgedChain, startBridgedChain, windows } from '../testing/bridgedChain.ts'
import { devAccount } from '../testing/project.ts'

const child = fileURLToPath(new URL('../testing/bridgeChild.ts', import.meta.url))
const everySecond = windows.proofMaturity + windows.finalityDelay + windows.maxClock + 10
let accounts = 0xb0b000n

/** An account that nobody used before. */
function newAccount(): Address {
  return `0x${(accounts++).toString(16).padStart(40, '0')}`
}

for (const generation of ['dispute-games', 'output-oracle'] satisfies Generation[]) {
  describe(`a bridge over ${generation}`, () => {
    let world: BridgedChain
    before(async () => {
      world = await startBridgedChain(generation)
    })
    after(() => world?.close())

    const sent = (): Promise<number> => world.l1.client.getTransactionCount({ address: devAccount.address })
    const balanceOf = (address: Address): Promise<bigint> => world.l1.client.getBalance({ address })
    const stepOf = async (hash: `0x${string}`): Promise<string> =>
      (await world.bridge.status({ hash, wait: false })).step

    /** Initiated, covered by a proposal, and proven. @returns Its L2 hash, and the proposal. */
    async function proven(to: Address): Promise<{ hash: `0x${string}`; index: bigint }> {
      const { l2Hash: hash } = await world.bridge.withdraw({ amountWei: parseEther('0.1'), to })
      const { blockNumber } = await world.l2.getTransactionReceipt({ hash })
      const index = await world.propose(blockNumber)
      await world.pass(1)
      await world.bridge.prove({ hash, wait: false })
      return { hash, index }
    }

    async function mature(index: bigint): Promise<void> {
      await world.pass(everySecond)
      if (generation === 'output-oracle') return
      await world.resolve(index)
      await world.pass(everySecond)
    }

    test('a withdrawal that the portal could not pay is refused', async () => {
      await assert.rejects(world.bridge.withdraw({ amountWei: parseEther('0.1') }), { code: 'OPR-308' })
    })

    test('a deposit is waited for until it is on L2', async () => {
      const to = newAccount()
      const deposit = await world.bridge.deposit({ amountWei: parseEther('3'), to })
      assert.equal(await world.l2.getBalance({ address: to }), parseEther('3'))
      assert.partialDeepStrictEqual(await world.bridge.status({ hash: deposit.l1Hash, wait: false }), {
        kind: 'deposit',
        l2Hash: deposit.l2Hash,
        step: 'arrived',
      })
      await world.bridge.deposit({ amountWei: parseEther('3') })
    })

    test('a withdrawal goes all the way, each step once, and its money arrives', async () => {
      const to = newAccount()
      const { l2Hash: hash } = await world.bridge.withdraw({ amountWei: parseEther('0.1'), to })
      assert.equal(await stepOf(hash), 'initiated')
      await assert.rejects(world.bridge.prove({ hash, wait: false }), { code: 'OPR-307' })
      await assert.rejects(world.bridge.finalize({ hash, wait: false }), { code: 'OPR-307' })
      const { blockNumber } = await world.l2.getTransactionReceipt({ hash })
      const index = await world.propose(blockNumber)
      await world.pass(1)
      assert.equal(await stepOf(hash), 'provable')
      const proof = await world.bridge.prove({ hash, wait: false })
      assert.ok(proof.l1Hash)
      const count = await sent()
      assert.equal((await world.bridge.prove({ hash, wait: false })).l1Hash, undefined)
      await assert.rejects(world.bridge.finalize({ hash, wait: false }), { code: 'OPR-307' })
      assert.equal(await sent(), count, 'nothing is sent that is not needed')

      await mature(index)
      assert.equal(await stepOf(hash), 'finalizable')
      const finalized = await world.bridge.finalize({ hash, wait: false })
      assert.equal(finalized.arrivedWei, parseEther('0.1'))
      assert.equal(await balanceOf(to), parseEther('0.1'))
      const again = await world.bridge.finalize({ hash, wait: false })
      assert.equal(again.l1Hash, finalized.l1Hash)
      assert.equal(await sent(), count + 1)
      assert.equal(await stepOf(hash), 'finalized')
    })

    test('money for the account that pays for finalizing is counted without its gas', async () => {
      const { hash, index } = await proven(devAccount.address)
      await mature(index)
      assert.equal((await world.bridge.finalize({ hash, wait: false })).arrivedWei, parseEther('0.1'))
    })

    test('a proof against a state that was overthrown is worth nothing until it is made good', async () => {
      const { hash, index } = await proven(newAccount())
      await world.overthrow(index)
      if (generation === 'dispute-games') {
        await world.pass(everySecond)
        await world.resolve(index)
      }
      assert.equal(await stepOf(hash), 'initiated')
      const { blockNumber } = await world.l2.getTransactionReceipt({ hash })
      const next = await world.propose(blockNumber + 1n)
      await world.pass(1)
      const again = await world.bridge.prove({ hash, wait: false })
      // An oracle gets the same output for the same block again, and the proof counts again.
      assert.equal(again.l1Hash !== undefined, generation === 'dispute-games')
      await mature(next)
      assert.equal((await world.bridge.finalize({ hash, wait: false })).arrivedWei, parseEther('0.1'))
    })

    test('a wrong proposal proves nothing', async () => {
      const { l2Hash: hash } = await world.bridge.withdraw({ amountWei: parseEther('0.1'), to: newAccount() })
      const { blockNumber } = await world.l2.getTransactionReceipt({ hash })
      const wrong = await world.propose(blockNumber, { wrong: true })
      assert.equal(await stepOf(hash), 'initiated')
      if (generation === 'output-oracle') await world.overthrow(wrong)
      await world.propose(blockNumber + 2n)
      await world.pass(1)
      const { proposal } = await world.bridge.prove({ hash, wait: false })
      assert.ok(proposal && proposal.l2BlockNumber >= blockNumber)
      if (generation === 'dispute-games') assert.notEqual(proposal.index, wrong)
    })

    test('nothing is finalized that would pay nothing', async () => {
      const { hash, index } = await proven(newAccount())
      // The chain's ProxyAdmin takes no ETH.
      const refusing = await proven(await proxyAdmin(world))
      await mature(index)
      if (generation === 'dispute-games') {
        await world.resolve(refusing.index)
        await world.pass(everySecond)
      }
      const { portal: address } = world.chain
      const value = await balanceOf(address)
      await world.l1.client.setBalance({ address, value: 0n })
      await assert.rejects(world.bridge.finalize({ hash, wait: false }), { code: 'OPR-308' })
      await world.l1.client.setBalance({ address, value })
      await assert.rejects(world.bridge.finalize({ hash: refusing.hash, wait: false }), {
        code: 'OPR-301',
        message: /GasEstimation/,
      })
      assert.equal(await stepOf(refusing.hash), 'finalizable')
      assert.equal((await world.bridge.finalize({ hash, wait: false })).arrivedWei, parseEther('0.1'))
    })

    // Sending knows no generations: one is enough for a test this long.
    const actions = generation === 'dispute-games' ? (['deposit', 'withdraw'] as const) : []
    for (const action of actions) {
      test(`a ${action} happens once, killed at every write`, async () => {
        const covered: string[] = []
        for (let point = ''; ; covered.push(point)) {
          point = await runChild(world, action, covered)
          if (point === '') break
        }
        assert.deepEqual(covered, [
          `before signed:${action}`,
          `after signed:${action}`,
          `before mined:${action}`,
          `after mined:${action}`,
          `before stage:${action}`,
        ])
        const target: Address = '0x000000000000000000000000000000000000b0b1'
        if (action === 'deposit') {
          assert.equal(await world.l2.getBalance({ address: target }), parseEther('1'))
          return
        }
        const query = { abi: messagePassed, eventName: 'MessagePassed', args: { target } } as const
        const logs = await world.l2.getContractEvents({ ...query, fromBlock: 0n })
        assert.equal(logs.length, 1)
      })
    }
  })
}

const messagePassed = parseAbi([
  'event MessagePassed(uint256 indexed nonce, address indexed sender, address indexed target, uint256 value, uint256 gasLimit, bytes data, bytes32 withdrawalHash)',
])

/** The proxy's admin, by its slot (EIP-1967). */
async function proxyAdmin({ l1, chain }: BridgedChain): Promise<Address> {
  const slot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'
  const word = await l1.client.getStorageAt({ address: chain.portal, slot })
  return `0x${word?.slice(26) ?? ''}`
}

/** Deposits or withdraws in another process. @returns Where it died; empty when it finished. */
async function runChild(
  { folder, l1, chain }: BridgedChain,
  action: 'deposit' | 'withdraw',
  covered: readonly string[],
): Promise<string> {
  const l2Url = `http://127.0.0.1:${chain.rpcPort}`
  const args = [child, action, folder, l1.url, l2Url, devAccount.key, JSON.stringify(covered)]
  const dying = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return text(dying.stdout)
}
