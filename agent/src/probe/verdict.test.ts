import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '@opraas/deployer'
import { keccak256, stringToBytes } from 'viem'
import type { Sample } from './sample.ts'
import { sampleHeader as header, sampleOf, sampleSla as sla } from './testing/sample.ts'
import { computeVerdict, differingFields } from './verdict.ts'

const all = Array.from({ length: 10 }, (_, index) => sampleOf(30 + index))
const miss = { rpc: false, unsafeHead: false }

type Row = {
  name: string
  samples: Sample[]
  end?: number
  expected: { rpc: number; unsafeHead: number; coverage: number }
}

const table: Row[] = [
  { name: 'all met', samples: all, expected: { rpc: 10_000, unsafeHead: 10_000, coverage: 10_000 } },
  {
    name: 'three of ten missed',
    samples: all.map((sample, index) => (index < 3 ? { ...sample, ...miss } : sample)),
    expected: { rpc: 7_000, unsafeHead: 7_000, coverage: 10_000 },
  },
  {
    name: 'an old head misses one metric only',
    samples: all.map((sample, index) => (index === 4 ? { ...sample, unsafeHead: false } : sample)),
    expected: { rpc: 10_000, unsafeHead: 9_000, coverage: 10_000 },
  },
  {
    name: 'void counts neither way, whatever was measured',
    samples: all.map((sample, index) =>
      index < 4 ? { ...sample, ...miss, void: 'market stalled' } : sample,
    ),
    expected: { rpc: 10_000, unsafeHead: 10_000, coverage: 6_000 },
  },
  {
    name: 'a missing slot lowers the coverage, not the metrics; shares round down',
    samples: [{ ...sampleOf(30), ...miss }, ...all.slice(1, 3)],
    expected: { rpc: 6_666, unsafeHead: 6_666, coverage: 3_000 },
  },
  {
    name: 'the first sample of a slot counts',
    samples: [...all.slice(0, 9), { ...sampleOf(39), ...miss }, sampleOf(39)],
    expected: { rpc: 9_000, unsafeHead: 9_000, coverage: 10_000 },
  },
  {
    name: 'a slot voided first and sampled again stays void',
    samples: [sampleOf(30, { void: 'prober late' }), ...all],
    expected: { rpc: 10_000, unsafeHead: 10_000, coverage: 9_000 },
  },
  {
    name: 'slots of other epochs do not count',
    samples: [...all, { ...sampleOf(29), ...miss }, { ...sampleOf(40), ...miss }],
    expected: { rpc: 10_000, unsafeHead: 10_000, coverage: 10_000 },
  },
  {
    name: 'an epoch cut off by the end has fewer slots',
    samples: [...all.slice(0, 3), { ...sampleOf(33), ...miss }],
    end: 1_066,
    expected: { rpc: 10_000, unsafeHead: 10_000, coverage: 10_000 },
  },
  { name: 'nothing measured', samples: [], expected: { rpc: 0, unsafeHead: 0, coverage: 0 } },
  {
    name: 'nothing but void',
    samples: all.map((sample) => ({ ...sample, void: 'prober stalled' })),
    expected: { rpc: 0, unsafeHead: 0, coverage: 0 },
  },
  {
    name: 'an epoch without a slot',
    samples: [],
    end: 1_060,
    expected: { rpc: 0, unsafeHead: 0, coverage: 0 },
  },
]

for (const { name, samples, end = 1_080, expected } of table) {
  test(`verdict: ${name}`, () => {
    const { verdict } = computeVerdict({ header, end, samples, sla })
    assert.deepEqual(verdict, { ...expected, safeHead: 10_000, proposals: 10_000, reason: 0, l1Spend: 0n })
  })
}

test('a metric that is not agreed is reported as met', () => {
  const samples = all.map((sample) => ({ ...sample, ...miss }))
  const notAgreed = { ...sla, unsafeHead: { target: 0, floor: 0, payoutAtFloor: 0 } }
  const { verdict } = computeVerdict({ header, end: 1_080, samples, sla: notAgreed })
  assert.equal(verdict.unsafeHead, 10_000)
  assert.equal(verdict.rpc, 0)
})

test('counts what became of the slots', () => {
  const samples = [sampleOf(30), sampleOf(31, { void: 'market unreachable' }), sampleOf(33)]
  const { slots } = computeVerdict({ header, end: 1_080, samples, sla })
  assert.deepEqual(slots, { expected: 10, counted: 2, void: 1, missing: 7 })
})

test('a grid that does not fit the epochs has every slot in exactly one of them', () => {
  const odd = { ...header, probeInterval: 7 }
  const count = (epoch: number): number => {
    const start = 1_000 + 20 * epoch
    return computeVerdict({ header: { ...odd, start }, end: start + 20, samples: [], sla }).slots.expected
  }
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map(count), [3, 3, 3, 3, 3, 3, 2])
})

test('evidence is the hash of the header and the samples in the order of their slots', () => {
  const shuffled = [
    sampleOf(32),
    sampleOf(30, { note: 'timeout', ...miss }),
    sampleOf(31),
    sampleOf(30),
    sampleOf(77),
  ]
  const { evidence } = computeVerdict({ header, end: 1_080, samples: shuffled, sla })
  const lines = [header, shuffled[1], shuffled[2], shuffled[0]].map((line) => `${canonicalJson(line)}\n`)
  assert.equal(evidence, keccak256(stringToBytes(lines.join(''))))
  assert.equal(
    lines[1],
    '{"at":1060000,"head":130,"ms":5,"note":"timeout","rpc":false,"slot":30,"unsafeHead":false}\n',
  )
})

test('names the fields in which two verdicts differ', () => {
  const one = computeVerdict({ header, end: 1_080, samples: all, sla })
  const other = computeVerdict({ header, end: 1_080, samples: all.slice(1), sla })
  assert.deepEqual(differingFields(one, one), [])
  assert.deepEqual(differingFields(one, other), ['coverage', 'evidence'])
})
