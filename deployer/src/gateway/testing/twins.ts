import assert from 'node:assert/strict'
import { type GatewayConfigInput, gatewayConfigSchema } from '../../core/services/gatewayConfig.ts'
import { rpcMethods } from '../../core/services/rpcMethods.ts'
import { type Anvil, chooseChainId, startAnvil } from '../../testing/anvil.ts'
import { createGateway, type Gateway } from '../gateway.ts'

const genesisSeconds = 1_700_000_000

/** Two anvils that make the same blocks: a sequencer, and a replica that gets them when told. */
export type Twins = {
  chainId: number
  sequencer: Anvil
  replica: Anvil
  /** Mines blocks until `height`, on one of them or on both. */
  mine(height: number, on?: readonly Anvil[]): Promise<void>
  close(): Promise<void>
}

/** Starts the twins at block 3. */
export async function startTwins(): Promise<Twins> {
  const chainId = chooseChainId()
  const args = ['--no-mining', '--timestamp', String(genesisSeconds), '--slots-in-an-epoch', '1']
  const [sequencer, replica] = await Promise.all([
    startAnvil({ chainId, args }),
    startAnvil({ chainId, args }),
  ])
  const both = [sequencer, replica]
  const mine = async (height: number, on: readonly Anvil[] = both): Promise<void> => {
    for (const { client } of on) {
      for (let next = (await client.getBlockNumber()) + 1n; next <= height; next++) {
        await client.setNextBlockTimestamp({ timestamp: BigInt(genesisSeconds) + 2n * next })
        await client.mine({ blocks: 1 })
      }
    }
  }
  await mine(3)
  return {
    ...{ chainId, sequencer, replica, mine },
    close: async () => {
      await Promise.all(both.map((anvil) => anvil.close()))
    },
  }
}

/** A config on ports that the system chooses, for a gateway in front of the twins unless `change` says otherwise. */
export function gatewayConfigFor(
  twins: Pick<Twins, 'chainId' | 'sequencer' | 'replica'>,
  change: Partial<GatewayConfigInput> = {},
): GatewayConfigInput {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    metrics: { port: 0 },
    chainId: twins.chainId,
    sequencer: [{ name: 'sequencer-1', url: twins.sequencer.url }],
    readers: [
      { name: 'replica-1', url: twins.replica.url },
      { name: 'sequencer-1', url: twins.sequencer.url },
    ],
    methods: rpcMethods.map(({ name }) => name),
    limits: { requestsPerSecond: 10_000, maxBatch: 50, maxBodyKb: 256 },
    maxLagBlocks: 5,
    timeoutMs: 5_000,
    pollMs: 30,
    ...change,
  }
}

type Logged = { event: string; fields: Readonly<Record<string, unknown>> }

/** A gateway in this process with such a config, and what it logs. */
export async function startGateway(
  twins: Pick<Twins, 'chainId' | 'sequencer' | 'replica'>,
  change: Partial<GatewayConfigInput> = {},
): Promise<Gateway & { events: Logged[] }> {
  const events: Logged[] = []
  const config = gatewayConfigSchema.parse(gatewayConfigFor(twins, change))
  const gateway = await createGateway(config, (event, fields) => events.push({ event, fields }))
  return { ...gateway, events }
}

/** Sends a body as it is, and gives status, headers and the parsed answer. */
export async function post(url: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  })
  const answer = await response.text()
  const { status, headers } = response
  return { status, headers, answer: answer === '' ? undefined : JSON.parse(answer) }
}

/** The result of one call. @throws AssertionError when it is an error */
export async function ask(url: string, method: string, params: readonly unknown[] = []) {
  const { answer } = await post(url, { jsonrpc: '2.0', id: 1, method, params })
  assert.equal(answer.error, undefined, JSON.stringify(answer.error))
  return answer.result
}

/** One value of the gateway's metrics; 0 when the line is not there. */
export async function metric(metricsUrl: string, line: string): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? 0,
  )
}

/** Polls until `isTrue` holds. @throws Error after 10 s */
export async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('it did not come true within 10 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
