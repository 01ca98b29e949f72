import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AgreementState, agreementStates, slaProfile1, type Terms } from '@opraas/contracts'
import type { Agreement, Epoch } from '../chain/agreements.ts'
import { type Action, decide, isFinished, type LocalState, type Observation } from './decide.ts'

const now = 1_000_000
const none = { target: 0, floor: 0, payoutAtFloor: 0 }
const address = `0x${'11'.repeat(20)}` as const
const terms: Terms = {
  vendor: address,
  l1ChainId: 900n,
  token: address,
  pricePerEpoch: 20n,
  setupFee: 0n,
  bond: 40n,
  epochLength: 100,
  reserveWindow: 50,
  startWindow: 50,
  notice: 100,
  grace: 30,
  verdictTimeout: 60,
  minPrepaidEpochs: 1,
  oracle: address,
  lens: address,
  clientPaysL1: false,
  l1CapPerEpoch: 0n,
  maxGasLimit: 0n,
  document: `0x${'00'.repeat(32)}`,
  sla: {
    rpc: none,
    unsafeHead: none,
    safeHead: none,
    proposals: none,
    profile: slaProfile1,
    probeInterval: 1,
    maxLatency: 1,
    maintenance: 0,
    slash: 0,
    silentPayout: 0,
    minCoverage: 0,
  },
}

/** An agreement that runs well and needs nothing: each row of the table changes what it is about. */
function observation(more: {
  state: AgreementState
  agreement?: Partial<Agreement>
  next?: Partial<Epoch>
  local?: Partial<LocalState>
  hasVendorKey?: boolean
}): Observation {
  return {
    nowSeconds: now,
    hasVendorKey: more.hasVendorKey ?? true,
    lingerSeconds: 500,
    agreement: {
      agreementId: `0x${'22'.repeat(32)}`,
      state: more.state,
      client: address,
      vendor: address,
      terms,
      depositUnits: 60n,
      earnedUnits: 0n,
      bondUnits: 40n,
      anchor: now - 10,
      settledEpochs: 0,
      fundedEpochs: 3,
      endsAt: 0,
      systemConfig: address,
      l2ChainId: 7,
      endpointsBlock: 5n,
      ...more.agreement,
    },
    next: {
      epoch: 4,
      exists: true,
      open: false,
      judged: false,
      start: now - 10,
      end: now + 90,
      verdictDeadline: now + 150,
      ...more.next,
    },
    local: {
      provisioned: true,
      started: true,
      genesisChecked: true,
      running: true,
      healthy: true,
      findings: [],
      tornDown: false,
      ...more.local,
    },
  }
}

const settle: Action = { kind: 'settle', fromEpoch: 4 }
const ended = { endsAt: now - 1_000 }
const unpaid = { settledEpochs: 3, depositUnits: 19n }
const paid = { settledEpochs: 3, depositUnits: 20n }

const table: [name: string, of: Parameters<typeof observation>[0], actions: Action[]][] = [
  ['nothing exists', { state: 'None' }, []],
  ['reserved: the client has the next move', { state: 'Reserved', agreement: { anchor: now } }, []],
  ['reserved, window passed: the client never came', { state: 'Reserved' }, [{ kind: 'close' }]],
  [
    'requested: provision',
    { state: 'Requested', agreement: { anchor: now + 10 }, local: { provisioned: false } },
    [{ kind: 'provision' }],
  ],
  [
    'requested and provisioned: provisioning still ends with the start',
    { state: 'Requested', agreement: { anchor: now + 10 } },
    [{ kind: 'provision' }],
  ],
  [
    'requested, chain refused: reject',
    { state: 'Requested', agreement: { anchor: now + 10 }, local: { provisioned: false, refused: 'no' } },
    [{ kind: 'reject', reason: 'no' }],
  ],
  [
    'requested, chain refused, no key to reject with',
    {
      state: 'Requested',
      agreement: { anchor: now + 10 },
      local: { provisioned: false, refused: 'no' },
      hasVendorKey: false,
    },
    [],
  ],
  [
    'requested, window passed: book it',
    { state: 'Requested', agreement: { anchor: now - 1 } },
    [{ kind: 'close' }],
  ],
  ['active and well', { state: 'Active' }, []],
  ['active, engine off', { state: 'Active', local: { running: false, healthy: false } }, [{ kind: 'heal' }]],
  [
    'active, provisioning was interrupted behind the start',
    { state: 'Active', local: { started: false } },
    [{ kind: 'heal' }],
  ],
  [
    'active, engine on, head stands still: the engine heals itself',
    { state: 'Active', local: { healthy: false, findings: ['the unsafe head stands'] } },
    [],
  ],
  [
    'active, epoch over, nobody asked yet: the oracle’s side first',
    { state: 'Active', next: { end: now - 1, verdictDeadline: now + 59, open: true } },
    [],
  ],
  [
    'active, epoch over, still not judged after a third of the timeout',
    { state: 'Active', next: { end: now - 20, verdictDeadline: now + 40, open: true } },
    [{ kind: 'request', epoch: 4 }],
  ],
  ['active, epoch judged', { state: 'Active', next: { end: now - 1, judged: true } }, [settle]],
  [
    'active, epoch silent for good',
    { state: 'Active', next: { end: now - 60, verdictDeadline: now } },
    [settle],
  ],
  [
    'active, engine off and an epoch is judged: both',
    { state: 'Active', local: { running: false, healthy: false }, next: { end: now - 1, judged: true } },
    [{ kind: 'heal' }, settle],
  ],
  [
    'suspended, within the grace',
    { state: 'Suspended', agreement: { ...unpaid, anchor: now - 329 }, next: { exists: false } },
    [],
  ],
  [
    'suspended, grace over',
    { state: 'Suspended', agreement: { ...unpaid, anchor: now - 330 }, next: { exists: false } },
    [{ kind: 'close' }],
  ],
  [
    'suspended, paid again and well: resume, even late',
    { state: 'Suspended', agreement: { ...paid, anchor: now - 900 }, next: { exists: false } },
    [{ kind: 'resume' }],
  ],
  [
    'suspended, paid again, the chain is not well yet',
    { state: 'Suspended', agreement: paid, next: { exists: false }, local: { healthy: false } },
    [],
  ],
  [
    'suspended, paid again, an earlier epoch is not settled yet',
    { state: 'Suspended', agreement: { ...paid, settledEpochs: 2 }, next: { end: now - 1, judged: true } },
    [settle],
  ],
  [
    'suspended, paid again after the grace, an earlier epoch is not settled yet: nothing is closed',
    {
      state: 'Suspended',
      agreement: { ...paid, settledEpochs: 2, anchor: now - 900 },
      next: { end: now - 1, judged: true },
    },
    [settle],
  ],
  [
    'suspended, paid again, but told to end',
    { state: 'Suspended', agreement: { ...paid, endsAt: now + 9 }, next: { exists: false } },
    [],
  ],
  [
    'ended, last epoch awaited',
    {
      state: 'Ended',
      agreement: { endsAt: now - 1 },
      next: { end: now - 1, open: true, verdictDeadline: now + 59 },
    },
    [],
  ],
  [
    'ended, last epoch judged',
    { state: 'Ended', agreement: { endsAt: now - 1 }, next: { end: now - 1, judged: true } },
    [settle],
  ],
  [
    'ended, everything settled',
    { state: 'Ended', agreement: { endsAt: now - 1 }, next: { exists: false } },
    [{ kind: 'close' }],
  ],
  [
    'ended long ago, nobody left to serve',
    { state: 'Ended', agreement: ended, next: { exists: false } },
    [{ kind: 'teardown' }, { kind: 'close' }],
  ],
  [
    'closed, money left',
    { state: 'Closed', agreement: { endsAt: now - 1, earnedUnits: 5n } },
    [{ kind: 'claim' }],
  ],
  [
    'closed, money left, no key to claim with',
    { state: 'Closed', agreement: { endsAt: now - 1, earnedUnits: 5n }, hasVendorKey: false },
    [],
  ],
  ['closed, the owner still has time to leave', { state: 'Closed', agreement: { endsAt: now - 499 } }, []],
  [
    'closed, time to leave is over',
    { state: 'Closed', agreement: { endsAt: now - 500 } },
    [{ kind: 'teardown' }],
  ],
  ['closed, torn down', { state: 'Closed', agreement: ended, local: { tornDown: true } }, []],
  [
    'cancelled after it was provisioned: nobody was ever served',
    { state: 'Cancelled' },
    [{ kind: 'teardown' }],
  ],
  [
    'cancelled, the setup fee is ours',
    { state: 'Cancelled', agreement: { earnedUnits: 5n }, local: { provisioned: false } },
    [{ kind: 'claim' }],
  ],
]

describe('what an agreement needs', () => {
  for (const [name, of, actions] of table) {
    test(name, () => assert.deepEqual(decide(observation(of)), actions))
  }

  test('every state of the market is decided', () => {
    for (const state of agreementStates) assert.doesNotThrow(() => decide(observation({ state })))
  })

  test('nothing but an end that the chain shows ever tears a chain down', () => {
    for (const state of agreementStates) {
      for (const healthy of [true, false]) {
        for (const running of [true, false]) {
          const actions = decide(observation({ state, local: { healthy, running } }))
          const may = state === 'Ended' || state === 'Closed' || state === 'Cancelled'
          assert.ok(may || !actions.some(({ kind }) => kind === 'teardown'), state)
        }
      }
    }
  })

  test('is finished when it is over, collected and torn down', () => {
    const done = { state: 'Closed', agreement: ended, local: { tornDown: true } } as const
    assert.equal(isFinished(observation(done)), true)
    assert.equal(isFinished(observation({ ...done, local: { tornDown: false } })), false)
    assert.equal(isFinished(observation({ ...done, agreement: { ...ended, earnedUnits: 1n } })), false)
    assert.equal(
      isFinished(observation({ ...done, agreement: { ...ended, earnedUnits: 1n }, hasVendorKey: false })),
      true,
    )
    assert.equal(isFinished(observation({ ...done, state: 'Active' })), false)
  })
})
