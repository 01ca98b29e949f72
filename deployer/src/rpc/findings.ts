import type { Address } from 'viem'
import type { Intent } from '../core/intent/index.ts'
import type { Anchor } from '../core/l1/anchor.ts'
import { type Expectation, formatAnswer, holds } from '../core/l1/expectation.ts'
import { expectationsOf } from '../core/l1/expectations.ts'
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
  anchor: Anchor,
): Promise<Finding[]> {
  return compareWithL1(client, expectationsOf(intent, layout, anchor))
}

/** What L1 answers now, beside what is expected. @throws RpcUnreachableError */
export async function compareWithL1(
  client: RpcClient,
  expectations: readonly Expectation[],
): Promise<Finding[]> {
  return Promise.all(
    expectations.map(async (expectation) => {
      const answer = (await callOrNothing(client, expectation)) ?? '0x'
      return {
        kind: expectation.kind,
        what: expectation.what,
        address: expectation.to,
        expected: formatAnswer(expectation, expectation.equals),
        found: formatAnswer(expectation, answer),
        ok: holds(expectation, answer),
      }
    }),
  )
}
