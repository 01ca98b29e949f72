import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quorumSlaOracleAbi } from '@opraas/contracts'
import { decodeFunctionData, zeroHash } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createVerdictSigner } from '../probe/signing.ts'
import { type Asked, encodeSubmit, type SignedAnswer, signedAnswerSchema, signerOf } from './signedAnswers.ts'
import { frozenVerdict, quorumMarket } from './testing/quorumMarket.ts'

const keys = [generatePrivateKey(), generatePrivateKey()] as const
const signers = keys.map((key) => privateKeyToAccount(key).address)
const adapter = `0x${'3a'.repeat(20)}` as const
const market = quorumMarket({ adapter, signers, required: 2 })
const asked: Asked = {
  chainId: market.marketChainId,
  adapter,
  market: market.marketplace,
  agreementId: frozenVerdict.header.agreementId,
  epoch: frozenVerdict.header.epoch,
  start: frozenVerdict.header.start,
  end: frozenVerdict.end,
}

/** What a probe with this key answers over HTTP. */
async function answerOf(key: `0x${string}`): Promise<SignedAnswer> {
  const sign = await createVerdictSigner(market, { adapter, environment: { OPRAAS_PROBE_SIGNER_KEY: key } })
  assert.ok(sign)
  const { verdict, evidence } = frozenVerdict
  const body = { ...verdict, evidence, signed: await sign(frozenVerdict) }
  return signedAnswerSchema.parse(JSON.parse(JSON.stringify(body)))
}

test('an answer is its signer’s', async () => {
  for (const [index, key] of keys.entries()) {
    assert.equal(await signerOf(await answerOf(key), { asked, signers }), signers[index])
  }
})

test('of a stranger, about something else, or changed on the way it is nobody’s', async () => {
  const answer = await answerOf(keys[0])
  const whose = (changed: Partial<SignedAnswer>, about: Partial<Asked> = {}) =>
    signerOf({ ...answer, ...changed }, { asked: { ...asked, ...about }, signers })
  assert.equal(await signerOf(answer, { asked, signers: signers.slice(1) }), undefined)
  assert.equal(await whose({ rpc: answer.rpc - 1n }), undefined)
  assert.equal(await whose({ evidence: zeroHash }), undefined)
  assert.equal(await whose({ signed: { ...answer.signed, signature: `0x${'00'.repeat(65)}` } }), undefined)
  assert.equal(await whose({}, { end: asked.end - 1 }), undefined, 'the epoch was cut off later')
  assert.equal(await whose({}, { epoch: asked.epoch + 1 }), undefined)
  assert.equal(await whose({}, { chainId: 1 }), undefined)
  assert.equal(await whose({}, { adapter: market.marketplace }), undefined)
})

test('what is submitted is what was signed', async () => {
  const answers = await Promise.all(keys.map((key) => answerOf(key)))
  const call = decodeFunctionData({ abi: quorumSlaOracleAbi, data: encodeSubmit(asked, answers) })
  assert.equal(call.functionName, 'submit')
  assert.deepEqual(call.args?.slice(0, 2), [asked.agreementId, asked.epoch])
  const { verdict, evidence } = frozenVerdict
  const given = { verdict: { ...verdict, l1Spend: BigInt(verdict.l1Spend) }, evidence }
  assert.deepEqual(
    call.args?.[2],
    answers.map(({ signed }) => ({ ...given, signature: signed.signature })),
  )
})

test('without a key nothing is signed; a stranger’s key, or an adapter without signers, is refused', async () => {
  assert.equal(await createVerdictSigner(market, { adapter, environment: {} }), undefined)
  const environment = { OPRAAS_PROBE_SIGNER_KEY: generatePrivateKey() }
  await assert.rejects(createVerdictSigner(market, { adapter, environment }), (error: Error) => {
    assert.match(error.message, /expected a signer of the quorum 0x3a/)
    assert.doesNotMatch(JSON.stringify(error), new RegExp(environment.OPRAAS_PROBE_SIGNER_KEY.slice(2)))
    return true
  })
  const other = quorumMarket({ adapter: market.marketplace, signers, required: 2 })
  await assert.rejects(createVerdictSigner(other, { adapter, environment }), {
    code: 'OPR-304',
    message: /expected none: 0x3a\w+ is no quorum/,
  })
})
