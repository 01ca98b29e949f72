import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { decodeFunctionData, encodeFunctionData, type Hex, slice } from 'viem'
import { type Behaviour, startFake } from '../probe/testing/fakeL2.ts'
import { type AdapterReply, answerSchema, askAdapter, encodeAnswer } from './answers.ts'
import { operatorAbi } from './operatorAbi.ts'
import { decodeQuestion } from './requests.ts'

const requestId: Hex = `0x${'ab'.repeat(32)}`
const agreementId: Hex = `0x${'0c'.repeat(32)}`
const data = {
  rpc: 9_000,
  unsafeHead: 8_000,
  safeHead: 10_000,
  proposals: 10_000,
  coverage: 7_000,
  reason: 0,
  l1Spend: '12345678901234567890123',
  evidence: `0x${'ee'.repeat(32)}`,
}

/** What ChainlinkSlaOracle._encode makes: text "agreement", text of 66 characters, text "epoch", uint32. */
function encodeQuestion(agreement: string, epoch: number): Hex {
  const text = (value: string): string => Buffer.from(value).toString('hex')
  return `0x69${text('agreement')}7842${text(agreement)}65${text('epoch')}1a${epoch.toString(16).padStart(8, '0')}`
}

test('reads the question of the adapter contract', () => {
  assert.deepEqual(decodeQuestion(encodeQuestion(agreementId, 7)), { agreementId, epoch: 7 })
  assert.deepEqual(decodeQuestion(encodeQuestion(agreementId, 0xffffffff)), {
    agreementId,
    epoch: 0xffffffff,
  })
})

test('anything else is no question', () => {
  for (const text of ['0x', '0x69', '0xff', '0x1829', `${encodeQuestion(agreementId, 7)}00`] as const) {
    assert.equal(decodeQuestion(text), undefined)
  }
  assert.equal(decodeQuestion(encodeQuestion(`0x${'zz'.repeat(32)}`, 7)), undefined)
})

test('the answer is what the contract’s fulfill takes, in a call of the Operator', () => {
  const callbackFunctionId = slice(
    encodeFunctionData({
      abi: chainlinkSlaOracleAbi,
      functionName: 'fulfill',
      args: [requestId, 0n, 0n, 0n, 0n, 0n, 0n, 0n, requestId],
    }),
    0,
    4,
  )
  const request = {
    requestId,
    payment: 5n,
    callbackAddr: `0x${'12'.repeat(20)}`,
    callbackFunctionId,
    cancelExpiration: 99n,
    data: '0x',
  } as const
  const outer = decodeFunctionData({
    abi: operatorAbi,
    data: encodeAnswer(request, answerSchema.parse(data)),
  })
  assert.equal(outer.functionName, 'fulfillOracleRequest2')
  assert.deepEqual(outer.args?.slice(0, 5), [requestId, 5n, request.callbackAddr, callbackFunctionId, 99n])
  const body = outer.args?.[5] as Hex
  assert.equal(slice(body, 0, 32), requestId, 'the Operator compares the first word')
  const inner = decodeFunctionData({
    abi: chainlinkSlaOracleAbi,
    data: `${callbackFunctionId}${body.slice(2)}`,
  })
  assert.deepEqual(inner.args, [
    requestId,
    9_000n,
    8_000n,
    10_000n,
    10_000n,
    7_000n,
    0n,
    12345678901234567890123n,
    data.evidence,
  ])
})

async function ask(behave: Behaviour): Promise<AdapterReply> {
  const server = await startFake(behave)
  try {
    const signal = new AbortController().signal
    return await askAdapter(server.url, {
      requestId,
      question: { agreementId, epoch: 7 },
      schema: answerSchema,
      signal,
    })
  } finally {
    await server.close()
  }
}

const reply =
  (status: number, body: unknown): Behaviour =>
  (_request, response) => {
    response.writeHead(status).end(JSON.stringify(body))
  }

test('asks as a bridge does, and takes the answer', async () => {
  let asked = ''
  const answer = await ask((request, response) => {
    asked = request.body
    reply(200, { jobRunID: requestId, statusCode: 200, data })(request, response)
  })
  assert.deepEqual(JSON.parse(asked), { id: requestId, data: { agreement: agreementId, epoch: 7 } })
  assert.equal(answer.kind, 'answer')
})

test('asks again after a 5xx or a broken answer, never after a 4xx', async () => {
  const error = { error: { name: 'AdapterError', message: 'why' } }
  assert.deepEqual(await ask(reply(503, error)), { kind: 'later', reason: 'why' })
  assert.deepEqual(await ask(reply(422, error)), { kind: 'refused', reason: 'why' })
  assert.deepEqual(await ask(reply(404, 'nothing')), { kind: 'refused', reason: 'HTTP 404' })
  assert.equal((await ask(reply(200, { data: { ...data, rpc: -1 } }))).kind, 'later')
  assert.equal((await ask((_request, response) => void response.end('<html>'))).kind, 'later')
  assert.equal((await ask(({ message }) => void message.socket.destroy())).kind, 'later')
})
