import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { parseToml } from '@opraas/deployer'
import { getAbiItem, parseAbiItem } from 'viem'
import { z } from 'zod'
import { answerSchema } from './answers.ts'
import { operatorAbi } from './operatorAbi.ts'

const jobSchema = z.strictObject({
  type: z.literal('directrequest'),
  schemaVersion: z.literal(1),
  name: z.string(),
  externalJobID: z.string(),
  contractAddress: z.string(),
  evmChainID: z.string(),
  requesters: z.array(z.string()).length(1),
  minIncomingConfirmations: z.int(),
  minContractPaymentLinkJuels: z.string().regex(/^\d+$/),
  maxTaskDuration: z.string(),
  observationSource: z.string(),
})

const file = new URL('job.toml', import.meta.url)
const job = parseToml(jobSchema, readFileSync(file, 'utf8'), 'job.toml')
const tasks = new Map(
  [...job.observationSource.matchAll(/^ {4}(\w+) +\[(.*?)\]$/gms)].map(([, name = '', settings = '']) => [
    name,
    parseSettings(settings),
  ]),
)
const keys = Object.keys(answerSchema.shape)

function parseSettings(text: string): Record<string, string> {
  const settings = [...text.matchAll(/(\w+)=(?:"([^"]*)"|<(.*?)>(?=\s|$)|(\d+))/gs)]
  return Object.fromEntries(
    settings.map(([, name = '', quoted, angled, number]) => [name, quoted ?? angled ?? number ?? '']),
  )
}

/** A JSON template with variables, as an object of variable names. */
function template(name: string, setting: string): unknown {
  return JSON.parse((tasks.get(name)?.[setting] ?? '').replace(/\$\(([\w.]+)\)/g, '"$1"'))
}

test('asks the bridge what the probe’s external adapter takes', () => {
  assert.equal(tasks.get('fetch')?.type, 'bridge')
  assert.equal(tasks.get('fetch')?.name, 'opraas-probe')
  assert.deepEqual(template('fetch', 'requestData'), {
    id: 'jobSpec.externalJobID',
    data: { agreement: 'decode_cbor.agreement', epoch: 'decode_cbor.epoch' },
  })
})

test('reads every field of the answer', () => {
  for (const key of keys) {
    assert.deepEqual(tasks.get(`parse_${key}`), { type: 'jsonparse', path: `data,${key}`, data: '$(fetch)' })
    assert.match(job.observationSource, new RegExp(`^ {4}fetch -> parse_${key} -> encode_data$`, 'm'))
  }
  assert.equal([...tasks.keys()].filter((name) => name.startsWith('parse_')).length, keys.length)
})

test('encodes the arguments of the contract’s fulfill', () => {
  const { inputs } = getAbiItem({ abi: chainlinkSlaOracleAbi, name: 'fulfill' })
  const signature = inputs.map(({ type, name }) => `${type} ${name}`).join(', ')
  assert.equal(tasks.get('encode_data')?.abi, `(${signature})`)
  const fields = Object.fromEntries(keys.map((key) => [key, `parse_${key}`]))
  assert.deepEqual(template('encode_data', 'data'), { requestId: 'decode_log.requestId', ...fields })
})

test('hears and answers the Operator as the embedded node does', () => {
  const event = parseAbiItem(`event ${tasks.get('decode_log')?.abi}`)
  assert.deepEqual(event, getAbiItem({ abi: operatorAbi, name: 'OracleRequest' }))
  const call = parseAbiItem(`function ${tasks.get('encode_tx')?.abi}`)
  const { outputs, ...expected } = getAbiItem({ abi: operatorAbi, name: 'fulfillOracleRequest2' })
  assert.deepEqual({ ...(call as object), outputs }, { ...expected, outputs })
  assert.deepEqual(template('encode_tx', 'data'), {
    requestId: 'decode_log.requestId',
    payment: 'decode_log.payment',
    callbackAddress: 'decode_log.callbackAddr',
    callbackFunctionId: 'decode_log.callbackFunctionId',
    expiration: 'decode_log.cancelExpiration',
    data: 'encode_data',
  })
  assert.equal(tasks.get('submit_tx')?.gasLimit, '650000')
  assert.equal(tasks.get('submit_tx')?.to, job.contractAddress)
})
