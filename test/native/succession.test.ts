import { describe } from 'node:test'
import { skipWithoutOpstack } from '../capabilities.ts'
import { describeHostile } from './succession/hostile.ts'
import { describeOrderly } from './succession/orderly.ts'

// Chains wait for their windows more than they compute: they wait side by side.
describe('a chain gets another vendor', {
  skip: skipWithoutOpstack('13'),
  concurrency: true,
  timeout: 600_000,
}, () => {
  describeOrderly()
  describeHostile('dispute-games', 'L1')
  describeHostile('output-oracle', 'replica')
})
