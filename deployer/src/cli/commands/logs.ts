import type { Command } from 'commander'
import pc from 'picocolors'
import { ArgumentError } from '../../core/errors/index.ts'
import { engineOf } from '../../engines/index.ts'
import { defineCommand } from '../command.ts'

/** `opraas logs [service]`: what the chain's programs print. */
export function logsCommand(): Command {
  return defineCommand<{ follow: boolean; lines: string }>(
    'logs',
    (command) =>
      command
        .description('show the logs of the chain, of all services or of one')
        .argument('[service]', 'only this service, e.g. anvil')
        .option('-f, --follow', 'go on showing what is added', false)
        .option('-n, --lines <number>', 'lines to begin with', '50'),
    async ({ io, options, deployer, signal }, service) => {
      const lines = Number(options.lines)
      if (!Number.isInteger(lines) || lines < 0) {
        throw new ArgumentError({ argument: '--lines', found: options.lines, expected: 'a number of lines' })
      }
      const instance = deployer()
      const engine = engineOf(instance.intent().engine)
      const chain = await instance.engineChain()
      const wanted = { lines, follow: options.follow, signal, ...(service && { service }) }
      for await (const line of engine.logs(chain, wanted)) {
        io.printJson(line)
        io.print(`${pc.dim(line.service.padEnd(8))} ${line.text}`)
      }
    },
  )
}
