import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleConfig } from '../../testing/project.ts'
import { parseIntent } from '../intent/index.ts'
import { diagnose, type Movement, type Pulse } from './health.ts'
import { servicesInput } from './servicesInput.ts'

const address = '0x0000000000000000000000000000000000000001'
const input = servicesInput(parseIntent(sampleConfig()), {
  SystemConfig: address,
  OptimismPortal2: address,
  DisputeGameFactory: address,
})

/** Plays a pulse per second; returns what was restarted when, and the findings at the end. */
function play(seconds: number, pulseAt: (second: number) => Omit<Pulse, 'atMs'>) {
  let movement: Movement | undefined
  const restarts: string[] = []
  let findings: string[] = []
  for (let second = 0; second <= seconds; second++) {
    const diagnosis = diagnose(input, { ...pulseAt(second), atMs: second * 1000 }, movement)
    movement = diagnosis.movement
    findings = diagnosis.findings
    if (diagnosis.restart) restarts.push(`${second} ${diagnosis.restart.service}`)
  }
  return { restarts, findings }
}

describe('diagnose', () => {
  test('a chain that moves is well', () => {
    const { restarts, findings } = play(600, (second) => {
      const unsafe = Math.floor(second / 2)
      return { l1: unsafe, unsafe, safe: Math.max(0, unsafe - 5), finalized: 0 }
    })
    assert.deepEqual([restarts, findings], [[], []])
  })

  test('a batcher that silently stops is restarted, with growing patience', () => {
    const { restarts, findings } = play(400, (second) => {
      const unsafe = Math.floor(second / 2)
      return { l1: unsafe, unsafe, safe: Math.min(unsafe, 5), finalized: 0 }
    })
    assert.deepEqual(restarts, ['43 batcher', '75 batcher', '139 batcher', '267 batcher'])
    assert.deepEqual(findings, ['the safe head stands at 5 for 390 s'])
  })

  test('a proposer that falls silent is restarted, once a proposal is due and with growing patience', () => {
    const { restarts, findings } = play(400, (second) => {
      const unsafe = Math.floor(second / 2)
      const heads = { l1: unsafe, unsafe, safe: Math.max(0, unsafe - 5), finalized: 0 }
      return { ...heads, proposed: { upTo: 40, next: 45 } }
    })
    assert.deepEqual(restarts, ['154 proposer', '208 proposer', '316 proposer'])
    assert.deepEqual(findings, ['proposals stand at L2 block 40 for 301 s'])
  })

  test('an op-node that goes on from a dropped L1 block is restarted, as its batcher is in turn', () => {
    const { restarts, findings } = play(100, (second) => {
      const unsafe = Math.floor(second / 2)
      return { l1: unsafe, unsafe, safe: Math.min(unsafe, 25), finalized: 0, orphaned: second > 40 }
    })
    assert.deepEqual(restarts, ['67 node', '83 batcher', '93 node'])
    assert.match(findings[0] ?? '', /^the unsafe head builds on an L1 block that L1 dropped, for 60 s$/)
  })

  test('a proposer that proposes in time, or has nothing to propose, is left alone', () => {
    const { restarts, findings } = play(400, (second) => {
      const unsafe = Math.floor(second / 2)
      const upTo = Math.min(100, Math.floor(unsafe / 10) * 10)
      const safe = Math.max(0, Math.min(unsafe, 105))
      return { l1: unsafe, unsafe: safe, safe, finalized: 0, rests: true, proposed: { upTo, next: 120 } }
    })
    assert.deepEqual([restarts, findings], [[], []])
  })

  test('nobody is restarted while L1 stands still', () => {
    const { restarts, findings } = play(400, (second) => {
      const l1 = Math.floor(Math.min(second, 20) / 2)
      return { l1, unsafe: l1, safe: l1 - 2, finalized: 0 }
    })
    assert.deepEqual([restarts, findings], [[], ['L1 has made no block for 380 s']])
  })

  test('one that rests on purpose is not, and its patience begins afterwards', () => {
    const { restarts, findings } = play(150, (second) => {
      const l1 = Math.floor(second / 2)
      return { l1, unsafe: 10, safe: 10, finalized: 0, rests: second < 100 }
    })
    assert.deepEqual(restarts, ['140 sequencer'])
    assert.deepEqual(findings, ['the unsafe head stands at 10 for 51 s'])
  })

  test('a sequencer that stands still is restarted', () => {
    const { restarts } = play(100, (second) => {
      const l1 = Math.floor(second / 2)
      return { l1, unsafe: Math.min(l1, 10), safe: Math.min(l1, 10), finalized: 0 }
    })
    assert.deepEqual(restarts, ['61 sequencer'])
  })
})
