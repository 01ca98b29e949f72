import { join } from 'node:path'
import type { ServicesInput } from '../../core/services/types.ts'
import { hostPaths } from '../process/hostFiles.ts'

/** One op-geth with its op-node. A verifier hears nobody but L1. */
export type Pair = {
  index: number
  role: 'sequencer' | 'replica' | 'verifier'
  execution: string
  node: string
}

/** The pairs of a chain; sequencers first. */
export function pairsOf({ run }: Pick<ServicesInput, 'run'>): Pair[] {
  const pair = (role: Pair['role'], index: number): Pair => {
    const suffix = role === 'sequencer' ? `${index}` : `r${index}`
    return { index, role, execution: `engine-${suffix}`, node: `node-${suffix}` }
  }
  return [
    ...Array.from({ length: run.sequencers }, (_, index) => pair('sequencer', index)),
    ...Array.from({ length: run.replicas }, (_, index) => pair('replica', index)),
  ]
}

/** Names of all ports of a chain but the public one. */
export function portNames(input: Pick<ServicesInput, 'run'>): string[] {
  const { challenger, disputeMon, resolver } = input.run.services
  const watching = [challenger !== 'off' && 'challenger', disputeMon && 'dispute-mon', resolver && 'resolver']
  return [
    ...pairsOf(input).flatMap(({ execution, node }) => [
      ...['http', 'ws', 'auth', 'metrics'].map((port) => `${execution}.${port}`),
      ...['rpc', 'tcp', 'udp', 'metrics'].map((port) => `${node}.${port}`),
    ]),
    ...(input.run.sequencers > 1
      ? pairsOf(input)
          .filter(({ role }) => role === 'sequencer')
          .flatMap(({ index }) => ['consensus', 'rpc', 'metrics'].map((port) => `conductor-${index}.${port}`))
      : []),
    ...['batcher', 'proposer'].flatMap((name) => [`${name}.rpc`, `${name}.metrics`]),
    ...watching.filter((name) => name !== false).map((name) => `${name}.metrics`),
    'gateway.metrics',
  ]
}

/** What stands where in the engine's folder. */
export function nativePaths(folder: string) {
  const base = hostPaths(folder)
  const inEngine = (...parts: string[]): string => join(base.engine, ...parts)
  return {
    ...base,
    ports: inEngine('ports.json'),
    children: inEngine('children.json'),
    jwt: inEngine('jwt.hex'),
    l1ChainConfig: inEngine('l1-chain-config.json'),
    executionConfig: inEngine('op-geth.toml'),
    gateway: inEngine('gateway.json'),
    resolver: inEngine('resolver.json'),
    data: (service: string) => inEngine('data', service),
    p2pKey: (node: string) => inEngine('p2p', `${node}.key`),
    /** Of a service that runs alone. */
    single: (service: string) => ({
      lock: inEngine(`run-${service}.lock`),
      children: inEngine(`run-${service}.json`),
    }),
    log: (service: string) => join(base.logs, `${service}.log`),
  }
}
