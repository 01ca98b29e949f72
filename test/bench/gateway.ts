import { Agent, request } from 'node:http'
import { startGatewayProgram } from '../../deployer/src/gateway/testing/program.ts'
import { gatewayConfigFor, startTwins } from '../../deployer/src/gateway/testing/twins.ts'

/** `node test/bench/gateway.ts`: calls per second through the gateway, against the node behind it, in turn. */
const CALLS = 4_000
const CONCURRENT = 32
const ROUNDS = 3
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT })
const calls = {
  eth_getBalance: ['0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', 'latest'],
  eth_getBlockByNumber: ['0x1', false],
  eth_blockNumber: [],
} as const

/** Calls per second of one run. */
async function measure(url: string, body: string): Promise<number> {
  let left = CALLS
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: CONCURRENT }, async () => {
      while (left-- > 0) await send(url, body)
    }),
  )
  return (CALLS / (performance.now() - startedAt)) * 1_000
}

function send(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end(body)
  })
}

const twins = await startTwins()
const gateway = await startGatewayProgram(
  gatewayConfigFor(twins, { limits: { requestsPerSecond: 1_000_000, maxBatch: 10, maxBodyKb: 64 } }),
)
for (const [method, params] of Object.entries(calls)) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  let [direct, through] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    direct = Math.max(direct, await measure(twins.replica.url, body))
    through = Math.max(through, await measure(gateway.url, body))
  }
  const ratio = (through / direct).toFixed(2)
  console.log(`${method}: direct ${direct.toFixed(0)}/s, gateway ${through.toFixed(0)}/s, ratio ${ratio}`)
}
agent.destroy()
await gateway.stop()
await twins.close()
