import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Address, zeroAddress } from 'viem'
import { compareRoles, rolesMatch } from './model.ts'

const address = (digit: number): Address => `0x${String(digit).repeat(40)}`
const keySet = { batcher: address(2), unsafeSigner: address(3), proposer: address(4), challenger: address(5) }
const wanted = { owner: address(1), keySet }

test('the same roles match, in whatever letters', () => {
  const rows = compareRoles(wanted, wanted)
  assert.deepEqual(
    rows.map(({ role, cure }) => [role, cure]),
    ['owner', 'batcher', 'unsafeSigner', 'proposer', 'challenger'].map((role) => [role, undefined]),
  )
  assert.ok(rolesMatch(rows))
})

test('each role that differs says what is found, what is wanted, and how it gets there', () => {
  const rows = compareRoles(
    { owner: address(9), keySet: { ...keySet, batcher: address(9), proposer: zeroAddress } },
    wanted,
  )
  assert.ok(!rolesMatch(rows))
  assert.deepEqual(
    rows.flatMap(({ sentence }) => sentence ?? []),
    [
      'Owner is 0x9999…9999, the client is 0x1111…1111. Its holder transfers SystemConfig to the client first.',
      'Batcher is 0x9999…9999, the key set says 0x2222…2222. Rotate it, then bind.',
      'Proposer is nobody, the key set says 0x4444…4444. It is part of the game’s code: `opraas deploy contracts` with this key set makes a new one.',
    ],
  )
  assert.deepEqual(
    rows.map(({ cure }) => cure),
    ['owner', 'batcher', undefined, 'game', undefined],
  )
})

test('addresses whose ends are alike are told in full', () => {
  const batcher: Address = `0x2222${'3'.repeat(32)}2222`
  const [, row] = compareRoles({ ...wanted, keySet: { ...keySet, batcher } }, wanted)
  assert.equal(
    row?.sentence,
    `Batcher is ${batcher}, the key set says ${keySet.batcher}. Rotate it, then bind.`,
  )
})
