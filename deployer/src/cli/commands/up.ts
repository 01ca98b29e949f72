import type { Command } from 'commander'
import pc from 'picocolors'
import { AlreadyUpError } from '../../core/errors/index.ts'
import { engineOf } from '../../engines/index.ts'
import { defineCommand } from '../command.ts'
import { printStatus, statusJson } from './status.ts'

/** `opraas up`: starts the chain and returns when it makes blocks. */
export function upCommand(): Command {
  return defineCommand(
    'up',
    (command) => command.description('start the chain in the background and wait until it makes blocks'),
    async ({ io, deployer, signal }) => {
      const instance = deployer()
      const intent = instance.intent()
      const chain = await instance.engineChain()
      const engine = engineOf(intent.engine)
      const before = await engine.status(chain)
      if (before.running) throw new AlreadyUpError({ chain: chain.name, pid: before.services.at(-1)?.pid })
      await instance.requireKeyRoles()
      if (engine.simulated)
        io.note(pc.yellow(`The ${engine.kind} engine simulates the L2: no batches, no proposals.`))
      const status = await engine.up(chain, { signal, keys: instance.serviceKeys() })
      const endpoints = await engine.endpoints(chain)
      io.printJson(statusJson({ chain, engine, status, endpoints }))
      printStatus(io, { chain, engine, status, endpoints })
    },
  )
}
