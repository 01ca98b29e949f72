import { Command, CommanderError } from 'commander'
import { asOpraasError, exitCodeOf, OpraasError } from '../core/errors/index.ts'
import { listenForSignals } from './command.ts'
import { bridgeCommand } from './commands/bridge.ts'
import { buildCommand } from './commands/build.ts'
import { cleanCommand } from './commands/clean.ts'
import { deployCommand } from './commands/deploy.ts'
import { devCommand } from './commands/dev.ts'
import { downCommand } from './commands/down.ts'
import { genesisCommand } from './commands/genesis.ts'
import { inspectCommand } from './commands/inspect.ts'
import { logsCommand } from './commands/logs.ts'
import { newCommand } from './commands/new.ts'
import { planCommand } from './commands/plan.ts'
import { rollupCommand } from './commands/rollup.ts'
import { rotateKeysCommand } from './commands/rotateKeys.ts'
import { runCommand } from './commands/run.ts'
import { statusCommand } from './commands/status.ts'
import { upCommand } from './commands/up.ts'
import { createIo } from './io.ts'

/** Runs `opraas` with the arguments given. @returns 0 when done, else the exit code of the error. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  const signal = listenForSignals()
  const program = buildProgram(version)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const error = toError(thrown, signal)
    const options = program.opts<{ json?: boolean; yes?: boolean; verbose?: boolean }>()
    const json = options.json ?? argv.includes('--json')
    createIo({ json, yes: true }).error(error, options.verbose ?? argv.includes('--verbose'))
    return exitCodeOf(error.code)
  }
}

/** Every command of `opraas`; docs/cli.md is generated from it. */
export function buildProgram(version: string): Command {
  const program = new Command('opraas')
    .description('An OP Stack chain that you own: from one config.toml to L1 contracts and a running chain.')
    .version(version)
    .option('-C, --project <folder>', 'project folder, with config.toml', '.')
    .option('--json', 'print results and errors as JSON', false)
    .option('-y, --yes', 'never ask', false)
    .option('--verbose', 'show the causes of errors', false)
    .showHelpAfterError('Run with --help for the usage.')
    .configureOutput({ writeErr: () => undefined })
  const commands = [
    newCommand(),
    devCommand(),
    planCommand(),
    deployCommand(),
    buildCommand(),
    upCommand(),
    statusCommand(),
    logsCommand(),
    downCommand(),
    runCommand(),
    cleanCommand(),
    inspectCommand(),
    rotateKeysCommand(),
    bridgeCommand(),
    genesisCommand(),
    rollupCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  forEachCommand(program, (command) => command.exitOverride().configureOutput({ writeErr: () => undefined }))
  return program
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) forEachCommand(child, visit)
}

function toError(thrown: unknown, signal: AbortSignal): OpraasError {
  if (thrown instanceof CommanderError) {
    const message = thrown.message.replace(/^error: /, '')
    return new OpraasError(`${message[0]?.toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.'), {
      code: 'OPR-100',
      next: 'Run the command with --help.',
      cause: thrown,
    })
  }
  if (signal.aborted) {
    return new OpraasError('Interrupted; everything done so far is kept.', {
      code: 'OPR-901',
      next: 'Run the same command again: it goes on where it stopped.',
      cause: thrown,
    })
  }
  return asOpraasError(thrown)
}
