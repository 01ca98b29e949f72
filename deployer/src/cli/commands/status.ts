import type { Command } from 'commander'
import pc from 'picocolors'
import type { Endpoints, Engine, EngineChain, EngineStatus, Head } from '../../core/ports.ts'
import { engineOf } from '../../engines/index.ts'
import { defineCommand } from '../command.ts'
import type { Io } from '../io.ts'
import { formatDuration, formatInteger } from '../ui/numbers.ts'
import { formatTable } from '../ui/table.ts'

type Running = { chain: EngineChain; engine: Engine; status: EngineStatus; endpoints: Endpoints }

/** `opraas status`: is the chain up, do its heads move. Exit code 1 when it is not healthy. */
export function statusCommand(): Command {
  return defineCommand(
    'status',
    (command) => command.description('show services and heads of the chain; fails when it is not healthy'),
    async ({ io, deployer }) => {
      const instance = deployer()
      const chain = await instance.engineChain()
      const engine = engineOf(instance.intent().engine)
      const [status, endpoints] = await Promise.all([engine.status(chain), engine.endpoints(chain)])
      io.printJson(statusJson({ chain, engine, status, endpoints }))
      printStatus(io, { chain, engine, status, endpoints })
      if (!status.healthy) process.exitCode = 1
    },
  )
}

/** The status for programs. Times in unix seconds. */
export function statusJson({ chain, engine, status, endpoints }: Running) {
  return {
    name: chain.name,
    l1ChainId: chain.l1ChainId,
    l2ChainId: chain.l2ChainId,
    engine: engine.kind,
    simulated: engine.simulated,
    ...status,
    endpoints,
  }
}

/** The status for people. */
export function printStatus(io: Io, { chain, engine, status, endpoints }: Running): void {
  const word = !status.running
    ? pc.red('stopped')
    : status.healthy
      ? pc.green('healthy')
      : pc.yellow('not healthy')
  const label = engine.simulated ? ` ${pc.yellow('simulation')}` : ''
  io.print(
    `${pc.bold(chain.name)}  L2 ${chain.l2ChainId} on L1 ${chain.l1ChainId}  ${engine.kind}${label}  ${word}`,
  )
  if (status.heads) {
    const { unsafe, safe, finalized } = status.heads
    io.print('')
    io.print(formatTable([toRow('unsafe', unsafe), toRow('safe', safe), toRow('finalized', finalized)], [1]))
  }
  if (status.services.length > 0) {
    io.print('')
    const rows = status.services.map(({ name, state, pid, restarts }) => [
      name,
      state,
      pid ? `pid ${pid}` : '',
      restarts > 0 ? `${restarts} restarts` : '',
    ])
    io.print(formatTable(rows))
  }
  if (status.running) io.print(`\nRPC  ${endpoints.rpc}`)
  for (const finding of status.findings ?? []) io.note(pc.yellow(`found: ${finding}`))
  for (const check of status.skipped) io.note(pc.dim(`not checked: ${check}`))
}

function toRow(name: string, head: Head): string[] {
  const age = formatDuration(Date.now() / 1000 - head.timestampSeconds)
  return [
    name,
    formatInteger(head.number),
    `${age} ago`,
    pc.dim(head.hash),
    head.simulated ? pc.yellow('simulated') : '',
  ]
}
