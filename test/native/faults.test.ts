import { describe } from 'node:test'
import { skipWithoutOpstack } from '../capabilities.ts'
import { describeFullDisk } from './faults/disk.ts'
import { describeKills } from './faults/kills.ts'
import { describeL1Faults } from './faults/l1.ts'
import { describeReorg } from './faults/reorg.ts'
import { describeSilence } from './faults/silence.ts'
import { describeStarts } from './faults/starts.ts'

// Most of these wait for somebody's patience to end: they wait side by side, each with a chain of its own.
describe('faults of the native engine', {
  skip: skipWithoutOpstack('13') || skipWithoutOpstack('17'),
  concurrency: true,
}, () => {
  describeKills('13')
  describeL1Faults('17')
  describeReorg('13')
  describeSilence('13', 'stoppedBatcher')
  describeSilence('17', 'hungBatcher')
  describeSilence('13', 'hungEngine')
  describeSilence('13', 'hungProposer')
  describeStarts('13')
  describeFullDisk('17')
})
