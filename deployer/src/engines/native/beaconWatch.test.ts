import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { after, before, describe, mock, test } from 'node:test'
import { createBeaconWatch } from './beaconWatch.ts'

describe('the watch of the beacon API', () => {
  let server: Server
  let port = 0
  let status = 200
  const seen: IncomingMessage[] = []

  before(async () => {
    server = createServer((request, response) => {
      seen.push(request)
      response.writeHead(status).end('{}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    assert.ok(address && typeof address === 'object')
    port = address.port
  })
  after(() => server?.close())

  test('asks nobody where no blobs are read', async () => {
    assert.equal(await createBeaconWatch(undefined)(), undefined)
  })

  test('keeps path, query and password of the URL', async () => {
    assert.equal(await createBeaconWatch(`http://me:p%40ss@127.0.0.1:${port}/key/?a=b`)(), undefined)
    const { url, headers } = seen.at(-1) ?? {}
    assert.equal(url, '/key/eth/v1/node/version?a=b')
    assert.equal(headers?.authorization, `Basic ${Buffer.from('me:p@ss').toString('base64')}`)
  })

  test('says how it fails, and asks again after some seconds only', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
    const ask = createBeaconWatch(`http://127.0.0.1:${port}`)
    status = 503
    assert.equal(await ask(), 'the beacon API of L1 does not answer (HTTP 503)')
    status = 200
    assert.equal(await ask(), 'the beacon API of L1 does not answer (HTTP 503)')
    mock.timers.tick(5_000)
    assert.equal(await ask(), undefined)
    server.closeAllConnections()
    server.close()
    mock.timers.tick(5_000)
    assert.equal(await ask(), 'the beacon API of L1 does not answer')
    mock.timers.reset()
  })
})
