import type { Command } from 'commander'
import { ArgumentError } from '../../core/errors/index.ts'
import type { Engine, EngineChain, Head } from '../../core/ports.ts'
import { engineOf } from '../../engines/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'

type DownOptions = { drain: boolean }

/** `opraas down`: stops the chain; its data stays. */
export function downCommand(): Command {
  return defineCommand<DownOptions>(
    'down',
    (command) =>
      command
        .description('stop the chain; its data stays')
        .option(
          '--drain',
          'make no more blocks, and stop when all are posted, final on L1 and proposed: before other keys take over',
          false,
        ),
    async (context) => {
      const { io, deployer, signal, options } = context
      const instance = deployer()
      const engine = engineOf(instance.intent().engine)
      const chain = await instance.engineChain()
      const { running } = await engine.status(chain)
      const last = options.drain ? await drain(context, engine, chain) : undefined
      await engine.down(chain, { signal })
      io.printJson({ name: chain.name, wasRunning: running, ...(last && { drained: last }) })
      if (last) io.print(`Drained at L2 block ${last.number}, ${last.hash}.`)
      io.print(running ? `${chain.name} is stopped; its data stays.` : `${chain.name} was not running.`)
    },
  )
}

async function drain(
  { io, signal }: CommandContext<DownOptions>,
  engine: Engine,
  chain: EngineChain,
): Promise<Head> {
  if (!engine.drain) {
    const found = `--drain with the engine ${engine.kind}`
    throw new ArgumentError({
      argument: 'down',
      found,
      expected: 'an engine that posts to L1, such as native',
    })
  }
  return engine.drain(chain, { signal, report: (text) => io.note(`  ${text}`) })
}
