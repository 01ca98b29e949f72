import { resolve } from 'node:path'
import { Command } from 'commander'
import type { ApplyEvent } from '../apply/context.ts'
import type { Environment } from '../core/environment.ts'
import { createDeployer, type Deployer } from '../deployer.ts'
import { readEnvironment } from '../environmentFile.ts'
import { createIo, type Io } from './io.ts'

/** Options every command has. */
export type GlobalOptions = { project: string; json: boolean; yes: boolean; verbose: boolean }

/** What a command gets to work with. */
export type CommandContext<options> = {
  options: GlobalOptions & options
  io: Io
  folder: string
  environment: Environment
  signal: AbortSignal
  deployer(report?: (event: ApplyEvent) => void): Deployer
}

/** Aborted by the first Ctrl-C. One press may arrive several times: the others change nothing. */
const interruption = new AbortController()

/** Lets SIGINT and SIGTERM end a command in order: everything it has begun is journaled. */
export function listenForSignals(): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) return
      interruption.abort(new Error(signal))
    })
  }
  return interruption.signal
}

/** A command of the CLI: its action gets the options and everything it needs. */
export function defineCommand<options = object, args extends unknown[] = (string | undefined)[]>(
  name: string,
  setup: (command: Command) => void,
  action: (context: CommandContext<options>, ...args: args) => Promise<void>,
): Command {
  const command = new Command(name)
  setup(command)
  return command.action(async (...params: unknown[]) => {
    const args = params.slice(0, -2) as args
    const options = command.optsWithGlobals<GlobalOptions & options>()
    const folder = resolve(options.project)
    const environment = readEnvironment(folder, process.env)
    const { signal } = interruption
    await action(
      {
        options,
        io: createIo(options),
        folder,
        environment,
        signal,
        deployer: (report) => createDeployer({ folder, environment, signal, ...(report && { report }) }),
      },
      ...args,
    )
  })
}
