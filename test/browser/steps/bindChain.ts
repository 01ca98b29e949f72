import assert from 'node:assert/strict'
import type { Hex } from 'viem'
import { expectVisible } from '../expect.ts'
import type { DeployedChain } from './deployChain.ts'
import { readAgreement } from './market.ts'
import { buttonOf, decline, type Person, sign } from './person.ts'

const PATIENCE_MS = 60_000

/** Binds the deployed chain, on the deploy page; it leads to the agreement. Declines it once. */
export async function bindChain(
  person: Person,
  { agreementId, chain }: { agreementId: Hex; chain: DeployedChain },
): Promise<void> {
  const { t, tested, page } = person
  const l2ChainId = /^id = (\d+)/m.exec(chain.toml)?.[1] ?? ''
  const bind = buttonOf(person, `Bind chain ${l2ChainId}`)
  await decline(person, bind)
  await t.judge(tested)
  await sign(person, bind)
  await expectVisible(page.getByRole('heading', { name: chain.name, level: 1 }), PATIENCE_MS)
  await t.judge(tested)
  const bound = await readAgreement(t.stack, agreementId)
  assert.equal(bound.systemConfig, chain.systemConfig)
  assert.equal(bound.l2ChainId, BigInt(l2ChainId))
}
