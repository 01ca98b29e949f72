import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { checkRpc, RpcRefusedError } from './checkRpc.ts'

const chain = { id: 900, name: 'Local L1' }

function refused(message: string) {
  return { name: RpcRefusedError.name, message }
}

/** A node that says `result` to whatever it is asked. */
async function startNode(result: string) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result })))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

test('takes a URL that answers for the chain', async () => {
  using node = await startNode('0x384')
  assert.equal(await checkRpc(` ${node.url}/ `, chain), node.url)
})

test('refuses an RPC of another chain', async () => {
  using node = await startNode('0x1')
  await assert.rejects(checkRpc(node.url, chain), refused('It answers for chain 1. Local L1 is chain 900.'))
})

test('refuses what does not answer', async () => {
  const node = await startNode('0x384')
  node[Symbol.dispose]()
  await assert.rejects(
    checkRpc(node.url, chain),
    refused('It does not answer, or does not let this page ask.'),
  )
})

test('refuses what is no URL, unencrypted elsewhere, or carries a password', async () => {
  const message = 'Expected a URL that begins with https://, or with http:// on this machine.'
  for (const text of ['', 'rpc', 'http://rpc.example', 'ws://127.0.0.1:1', 'https://me:secret@rpc.example'])
    await assert.rejects(checkRpc(text, chain), refused(message))
})
