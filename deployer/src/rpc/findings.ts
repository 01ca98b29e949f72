import type { Address, Hex } from 'viem'
import type { Intent } from '../core/intent/index.ts'
import { type Expectation, expectationsOf, formatAnswer } from '../core/l1/expectations.ts'
import type { L1Layout } from '../core/l1/layout.ts'
import { callOrNothing } from './call.ts'
import type { RpcClient } from './client.ts'

/** One thing looked at on L1. `kind` role: a difference is a rotation since the deployment. */
export type Finding = {
  kind: Expectation['kind']
  what: string
  address: Address
  expected: string
  found: string
  ok: boolean
}

/** Reads everything that must hold on L1 for a chain, and compares. */
export async function readFindings(
  { client, intent, layout }: { client: RpcClient; intent: Intent; layout: L1Layout },
  outputRoot: Hex,
): Promise<Finding[]> {
  return Promise.all(
    expectationsOf(intent, layout, outputRoot).map(async (expectation) => {
      const answer = (await callOrNothing(client, expectation)) ?? '0x'
      return {
        kind: expectation.kind,
        what: expectation.what,
        address: expectation.to,
        expected: formatAnswer(expectation, expectation.equals),
        found: formatAnswer(expectation, answer),
        ok: answer.toLowerCase() === expectation.equals.toLowerCase(),
      }
    }),
  )
}
