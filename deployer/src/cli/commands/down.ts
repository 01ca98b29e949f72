import type { Command } from 'commander'
import { engineOf } from '../../engines/index.ts'
import { defineCommand } from '../command.ts'

/** `opraas down`: stops the chain; its data stays. */
export function downCommand(): Command {
  return defineCommand(
    'down',
    (command) => command.description('stop the chain; its data stays'),
    async ({ io, deployer, signal }) => {
      const instance = deployer()
      const engine = engineOf(instance.intent().engine)
      const chain = await instance.engineChain()
      const { running } = await engine.status(chain)
      await engine.down(chain, { signal })
      io.printJson({ name: chain.name, wasRunning: running })
      io.print(running ? `${chain.name} is stopped; its data stays.` : `${chain.name} was not running.`)
    },
  )
}
