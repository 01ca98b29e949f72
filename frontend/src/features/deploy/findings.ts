import { type Anchor, type Expectation, expectationsOf, formatAnswer, holds } from '@opraas/deployer/core'
import type { ChainClient } from '../../shared/chain/client.ts'
import { callOrNothing } from '../../shared/l1/evaluate.ts'
import type { Plan } from './model.ts'

/** One thing that must hold on L1, and what L1 says. */
export type Finding = {
  kind: Expectation['kind']
  what: string
  expected: string
  found: string
  ok: boolean
}

/** Compares owners, wiring and roles of a deployed chain with its settings. @throws when the RPC does not answer */
export function readFindings(
  client: ChainClient,
  { intent, layout }: Plan,
  anchor: Anchor,
): Promise<Finding[]> {
  return Promise.all(
    expectationsOf(intent, layout, anchor).map(async (expectation) => {
      const { kind, what, equals } = expectation
      const answer = (await callOrNothing(client, expectation)) ?? '0x'
      return {
        ...{ kind, what },
        expected: formatAnswer(expectation, equals),
        found: formatAnswer(expectation, answer),
        ok: holds(expectation, answer),
      }
    }),
  )
}
