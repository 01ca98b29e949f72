import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { GatewayConfigInput } from '../core/services/gatewayConfig.ts'
import { startGatewayProgram } from './testing/program.ts'
import { ask, gatewayConfigFor, startTwins, type Twins } from './testing/twins.ts'
import { startWire, type Wire } from './testing/wire.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the gateway as a program', () => {
  let twins: Twins
  let wire: Wire
  let config: GatewayConfigInput
  before(async () => {
    twins = await startTwins()
    wire = await startWire(twins.sequencer.url)
    const node = { name: 'sequencer-1', url: wire.url }
    config = gatewayConfigFor(twins, { sequencer: [node], readers: [node] })
  })
  after(async () => {
    await wire.close()
    await twins.close()
  })

  test('TERM lets a call under way finish, takes no new one, and ends with 0', async (t) => {
    const { url, stop } = await startGatewayProgram(config)
    t.after(stop)
    assert.equal(await ask(url, 'eth_blockNumber'), '0x3')
    wire.stall()
    const slow = ask(url, 'eth_getBalance', ['0x0000000000000000000000000000000000000001', 'latest'])
    await pause(100)
    const stopped = stop()
    await pause(100)
    await assert.rejects(fetch(url), 'nobody listens any more')
    await wire.cut()
    await wire.mend()
    assert.equal(await slow, '0x0')
    assert.equal(await stopped, 0)
  })

  test('a second one on the same port ends with an error', async (t) => {
    const { url, stop } = await startGatewayProgram(config)
    t.after(stop)
    const listen = { host: '127.0.0.1', port: Number(new URL(url).port) }
    await assert.rejects(startGatewayProgram({ ...config, listen }), /ended with 1: [\s\S]*EADDRINUSE/)
    assert.equal(await stop(), 0)
  })

  test('a config that is wrong is named', async () => {
    const { sequencer, ...rest } = config
    assert.equal(sequencer.length, 1)
    await assert.rejects(startGatewayProgram(rest), /ended with 1: .*gateway\.json: [\s\S]*at sequencer/)
  })

  test('one that sends its headers too slowly is cut, others are served meanwhile', async (t) => {
    const { url, stop } = await startGatewayProgram(config)
    t.after(stop)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: x\r\n')
    const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 500)
    const closed = new Promise((resolve) => {
      socket.on('error', resolve)
      socket.on('close', resolve)
    })
    for (let round = 0; round < 20; round++) assert.equal(await ask(url, 'eth_blockNumber'), '0x3')
    await closed
    clearInterval(drip)
    assert.equal(await stop(), 0)
  })
})
