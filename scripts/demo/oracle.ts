import type { LocalMarket } from '../market/deployLocal.ts'
import { actors } from './actors.ts'
import type { DemoOracle } from './options.ts'
import type { Context } from './services.ts'

type Options = { market: LocalMarket; environment: Record<string, string> }

/** Whose answers count when a quorum judges, and how many it takes. */
export const quorumOf = {
  chainlink: undefined,
  quorum: { required: 2, signers: actors.signers.map(({ account }) => account.address) },
} as const satisfies Record<DemoOracle, unknown>

/** Starts the oracle's side: what measures, and what carries the verdicts to the chain. */
export function startOracle(context: Context, options: Options & { oracle: DemoOracle }): void {
  if (options.oracle === 'chainlink') startChainlink(context, options)
  else startQuorum(context, options)
}

/** A probe, and a stand-in for a Chainlink node that answers the real Operator. */
function startChainlink(context: Context, options: Options): void {
  const { world } = context
  startProbe(context, { ...options, name: 'probe', port: world.ports.probe })
  startCarrier(context, {
    ...options,
    name: 'oracle node',
    args: ['node', '--adapter-url', `http://127.0.0.1:${world.ports.probe}`],
  })
}

/** A probe for each signer, and what collects their answers. */
function startQuorum(context: Context, options: Options): void {
  const { ports } = context.world
  const probes = [ports.probe, ...ports.moreProbes]
  for (const [index, { key }] of actors.signers.entries()) {
    const port = probes[index] ?? 0
    const name = index === 0 ? 'probe' : `probe ${index + 1}`
    startProbe(context, { ...options, name, port, signerKey: key })
  }
  startCarrier(context, {
    ...options,
    name: 'collector',
    args: ['collect', '--probe-url', ...probes.map((port) => `http://127.0.0.1:${port}`)],
  })
}

function startProbe(
  { world, supervisor, programs }: Context,
  options: Options & { name: string; port: number; signerKey?: string },
): void {
  const { market, environment, name, port, signerKey } = options
  const folder = name.replace(' ', '-')
  supervisor.start({
    name,
    command: process.execPath,
    args: [
      programs.probe,
      'run',
      ...['--adapter', market.oracle],
      ...['--data', world.path(folder), '--listen', `127.0.0.1:${port}`, '--local-market'],
    ],
    env: { ...process.env, ...environment, ...(signerKey && { OPRAAS_PROBE_SIGNER_KEY: signerKey }) },
    logFile: world.path('logs', `${folder}.log`),
  })
}

function startCarrier(
  { world, supervisor, programs }: Context,
  options: Options & { name: string; args: readonly [string, ...string[]] },
): void {
  const { market, environment, name, args } = options
  const [command, ...rest] = args
  const folder = name.replace(' ', '-')
  supervisor.start({
    name,
    command: process.execPath,
    args: [
      `--title=opraas-probe ${command} ${world.path(folder)}`,
      programs.probe,
      ...[command, '--adapter', market.oracle, ...rest],
    ],
    env: { ...process.env, ...environment, OPRAAS_NODE_KEY: actors.oracle.key },
    logFile: world.path('logs', `${folder}.log`),
  })
}
