import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Address, type Hex, hexToBigInt, pad } from 'viem'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import type { GenesisAccount, GenesisAlloc } from './genesis.ts'
import { buildGenesis, defaultForks, type GenesisInput } from './index.ts'
import { parseAlloc } from './parseGenesis.ts'
import { sampleGenesis } from './testing/sample.ts'
import { loadVector } from './testing/vectors.ts'

const artifacts = loadBedrock()
const adminSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

function allocOf(changes: Partial<GenesisInput> = {}): GenesisAlloc {
  return buildGenesis({ ...sampleGenesis, ...changes }, artifacts).genesis.alloc
}

function slotOf(alloc: GenesisAlloc, address: Address, slot: bigint | Hex): Hex | undefined {
  const key = typeof slot === 'bigint' ? pad(`0x${slot.toString(16)}`) : slot
  return alloc[address]?.storage?.[key]
}

describe('the alloc', () => {
  const alloc = allocOf()

  test('gives each precompile address one wei', () => {
    assert.deepEqual(alloc[`0x${'00'.repeat(20)}`], { balance: '0x1' })
    assert.deepEqual(alloc[`0x${'ff'.padStart(40, '0')}`], { balance: '0x1' })
  })

  test('has 2,046 proxies, 17 of them with code behind', () => {
    const proxies = Object.values(alloc).filter(({ code }) => code === artifacts.contracts.Proxy.runtime)
    assert.equal(proxies.length, 2046)
    for (const { storage, nonce } of proxies) {
      assert.equal(storage?.[adminSlot], pad('0x4200000000000000000000000000000000000018'))
      assert.equal(nonce, undefined)
    }
    const implementations = proxies.flatMap(({ storage }) => storage?.[implementationSlot] ?? [])
    assert.equal(implementations.length, 17)
    for (const implementation of implementations) {
      const code = alloc[`0x${implementation.slice(26)}`]?.code
      assert.ok(code !== undefined && code.length > 1000)
    }
  })

  test('leaves no proxy for WETH and the governance token', () => {
    assert.equal(alloc['0x4200000000000000000000000000000000000006']?.code, artifacts.contracts.WETH.runtime)
    assert.equal(alloc['0x4200000000000000000000000000000000000042'], undefined)
    assert.equal(
      allocOf({ governanceToken: { owner: `0x${'12'.repeat(20)}` } })[
        '0x4200000000000000000000000000000000000042'
      ]?.code?.length,
      20_694,
    )
  })

  test('remembers Ecotone and Fjord in the GasPriceOracle when they are at genesis', () => {
    const oracle = '0x420000000000000000000000000000000000000f'
    const { ecotone: _, fjord: __, granite: ___, holocene: ____, ...delta } = defaultForks
    assert.equal(slotOf(alloc, oracle, 0n), pad('0x0101'))
    assert.equal(
      slotOf(allocOf({ forks: { ...delta, ecotone: 'genesis', fjord: 10 } }), oracle, 0n),
      pad('0x01'),
    )
    assert.equal(slotOf(allocOf({ forks: delta }), oracle, 0n), undefined)
  })

  test('belongs to the owner, aliased when it is an L1 contract', () => {
    const admin = '0x4200000000000000000000000000000000000018'
    const implementation = '0xc0d3c0d3c0d3c0d3c0d3c0d3c0d3c0d3c0d30018'
    const { address } = sampleGenesis.proxyAdminOwner
    assert.equal(slotOf(alloc, admin, 0n), pad(address))
    assert.equal(slotOf(alloc, implementation, 0n), pad(address))
    const aliased = allocOf({ proxyAdminOwner: { address, isL1Contract: true } })
    assert.equal(slotOf(aliased, admin, 0n), pad('0x5555444444444444444444444444444444445555'))
  })

  test('funds development accounts and nothing else', () => {
    const address = `0x${'99'.repeat(20)}` as const
    const funded = allocOf({ prefund: [{ address, balanceWei: 10n ** 18n }] })
    assert.deepEqual(funded[address], { balance: '0xde0b6b3a7640000' })
    const total = Object.values(alloc).reduce((sum, { balance }) => sum + hexToBigInt(balance), 0n)
    assert.equal(total, 256n)
  })
})

/** Ink was made by a newer release of the same script: what does not come from the release must be equal. */
test('equals the real chain Ink where the release does not matter', () => {
  const ink: Readonly<Record<string, GenesisAccount>> = parseAlloc(loadVector('ink').genesis.alloc)
  const ours = parseAlloc(allocOf({ l2ChainId: 57073 }))
  const newer: readonly string[] = [
    '0x4200000000000000000000000000000000000042', // governance token: OP's own, left out here
    '0x0000000071727de22e5e9d8baf0edac6f37da032', // EntryPoint 0.7
    '0xefc2c1444ebcc4db75e7613d20c6a62ff67a167c', // its SenderCreator
    '0xba5ed099633d3b313e4d5f7bdc1305d3c28ba5ed', // CreateX
  ]
  assert.deepEqual(
    Object.keys(ours).sort(),
    Object.keys(ink)
      .filter((key) => !newer.includes(key))
      .sort(),
  )

  const isOfRelease = (address: string) =>
    /^0xc0d3c0d3|^0x4200000000000000000000000000000000000006$/.test(address)
  for (const [address, account] of Object.entries(ours)) {
    if (!isOfRelease(address))
      assert.deepEqual(withoutSettings(account), withoutSettings(ink[address]), address)
  }
})

/** An account without the slots that differ from chain to chain: peers on L1, owner, flags of upgrades. */
function withoutSettings(account: GenesisAccount | undefined): GenesisAccount | undefined {
  const chosen = new Set<string>([0, 2, 4, 207].map((slot) => pad(`0x${slot.toString(16)}`)))
  const slots = Object.entries(account?.storage ?? {}).filter(([slot]) => !chosen.has(slot))
  return account && { ...account, storage: Object.fromEntries(slots) }
}
