import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Argument, type Command, Option } from 'commander'
import pc from 'picocolors'
import { AlreadyUpError, ArgumentError, NotRunningError } from '../../core/errors/index.ts'
import { keyRoles } from '../../core/intent/index.ts'
import type { Engine, EngineChain } from '../../core/ports.ts'
import {
  engineOf,
  keysOfSingle,
  runService,
  type SingleName,
  type SinglePlace,
  type SinglePorts,
  singlePorts,
} from '../../engines/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { printStatus } from './status.ts'

type RunOptions = {
  role: SinglePlace['role']
  listen?: string
  engineUrl: string
  l2Rpc: string
  rollupRpc: string
  jwt?: string
  bootnode: string[]
  rpcPort?: string
  wsPort?: string
  authPort?: string
  p2pPort?: string
  metricsPort?: string
}

const STOP_MS = 180_000
const POLL_MS = 500
const { engine, node } = singlePorts

/** `opraas run <service>`: one service of the chain in the foreground, for a machine of its own. */
export function runCommand(): Command {
  return defineCommand<RunOptions, ['all' | SingleName]>(
    'run',
    (command) =>
      command
        .description('run one service of the chain in the foreground, or all of them, until Ctrl-C')
        .addArgument(new Argument('<service>', 'what to run').choices([...Object.keys(singlePorts), 'all']))
        .addOption(
          new Option('--role <role>', 'what the node is for')
            .choices(['sequencer', 'replica', 'verifier'])
            .default('sequencer'),
        )
        .option('--listen <address>', 'address its APIs listen on, admin ones too; default: loopback')
        .option('--engine-url <url>', 'engine API, for the node', `http://127.0.0.1:${engine.auth}`)
        .option('--l2-rpc <urls>', 'RPC of the L2', `http://127.0.0.1:${engine.rpc}`)
        .option('--rollup-rpc <urls>', 'RPC of the op-node', `http://127.0.0.1:${node.rpc}`)
        .option('--jwt <file>', 'secret of the engine API; default: engine/jwt.hex of the deployment')
        .option('--bootnode <enr...>', 'records by which a replica finds others', [])
        .option('--rpc-port <port>', 'port of its RPC')
        .option('--ws-port <port>', 'port of its websocket RPC')
        .option('--auth-port <port>', 'port of its engine API')
        .option('--p2p-port <port>', 'port where others of the chain meet it')
        .option('--metrics-port <port>', 'port of its metrics'),
    async (context, service) => {
      const chain = await context.deployer().engineChain()
      if (service === 'all') await runAll(context, chain)
      else process.exitCode = await runOne(context, chain, service)
    },
  )
}

async function runOne(
  { deployer, options, signal }: CommandContext<RunOptions>,
  chain: EngineChain,
  service: SingleName,
): Promise<number> {
  const { role, listen, bootnode: bootnodes, engineUrl, l2Rpc, rollupRpc, jwt } = options
  const instance = deployer()
  const names = keysOfSingle(service, role)
  const keys = instance.serviceKeys(names)
  const roles = keyRoles.filter((name) => names.includes(name))
  if (roles.length > 0) await instance.requireKeyRoles(roles)
  const place: SinglePlace = {
    ...(listen !== undefined && { listen }),
    ports: readPorts(service, options),
    role,
    bootnodes,
    engineUrl,
    l2Urls: l2Rpc.split(','),
    rollupUrls: rollupRpc.split(','),
    jwtFile: jwt === undefined ? join(chain.folder, 'engine', 'jwt.hex') : resolve(jwt),
  }
  return runService(chain, service, { place, keys, signal })
}

function readPorts(service: SingleName, options: RunOptions): SinglePorts {
  const { rpcPort, wsPort, authPort, p2pPort, metricsPort } = options
  const given = { rpc: rpcPort, ws: wsPort, auth: authPort, p2p: p2pPort, metrics: metricsPort }
  const entries = Object.entries(given).flatMap(([name, text]) => {
    if (text === undefined) return []
    const argument = `--${name}-port`
    const port = Number(text)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new ArgumentError({ argument, found: text, expected: 'a port' })
    if (!(name in singlePorts[service])) {
      const expected = Object.keys(singlePorts[service]).map((known) => `--${known}-port`)
      throw new ArgumentError({ argument, found: `the ${service}`, expected: expected.join(', ') })
    }
    return [[name, port] as const]
  })
  return Object.fromEntries(entries)
}

/** As `up`, with the logs of all services, and `down` at the end. */
async function runAll(
  { deployer, io, signal }: CommandContext<RunOptions>,
  chain: EngineChain,
): Promise<void> {
  const instance = deployer()
  const engine = engineOf(instance.intent().engine)
  const { running, services } = await engine.status(chain)
  if (running) throw new AlreadyUpError({ chain: chain.name, pid: services.at(-1)?.pid })
  await instance.requireKeyRoles()
  try {
    const status = await engine.up(chain, { signal, keys: instance.serviceKeys() })
    printStatus(io, { chain, engine, status, endpoints: await engine.endpoints(chain) })
    const ended = new AbortController()
    const watching = untilEnded(engine, chain, signal).finally(() => ended.abort())
    for await (const line of engine.logs(chain, { lines: 0, follow: true, signal: ended.signal })) {
      io.printJson(line)
      io.print(`${pc.dim(line.service.padEnd(8))} ${line.text}`)
    }
    await watching
  } finally {
    // What has begun ends in order, also after a Ctrl-C.
    await engine.down(chain, { signal: AbortSignal.timeout(STOP_MS) })
  }
}

/** Resolves after a Ctrl-C. @throws NotRunningError when the chain ends by itself */
async function untilEnded(engine: Engine, chain: EngineChain, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!(await engine.status(chain)).running) throw new NotRunningError({ chain: chain.name })
    await sleep(POLL_MS, undefined, { signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }
}
