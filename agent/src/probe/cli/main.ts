import { readFileSync } from 'node:fs'
import { OpraasError } from '@opraas/deployer'
import { Command, CommanderError } from 'commander'
import { printError, toCliError } from './command.ts'
import { collectCommand } from './commands/collect.ts'
import { nodeCommand } from './commands/node.ts'
import { runCommand } from './commands/run.ts'
import { verifyCommand } from './commands/verify.ts'

/** 0 done or stopped, 1 failed or different, 2 what the user gave is wrong, 130 interrupted. */
const EXIT = { done: 0, failed: 1, badInput: 2, interrupted: 130 } as const

/** Runs `opraas-probe` with the arguments of this process. @returns The exit code. */
export async function runProbeCli(argv: readonly string[] = process.argv.slice(2)): Promise<number> {
  const signal = listenForSignals()
  let ok = true
  const program = buildProgram({ signal, finish: (result) => (ok = result.ok) })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return ok ? EXIT.done : EXIT.failed
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done
    const error = thrown instanceof CommanderError ? usageError(thrown) : toCliError(thrown, signal)
    printError(error, { json: argv.includes('--json'), verbose: argv.includes('--verbose') })
    if (error.code === 'OPR-901') return EXIT.interrupted
    return error.code.startsWith('OPR-1') ? EXIT.badInput : EXIT.failed
  }
}

/** Every command of `opraas-probe`; docs/cli.md is generated from it. */
export function buildProgram(run: {
  signal: AbortSignal
  finish: (result: { ok: boolean }) => void
}): Command {
  const manifest = new URL('../../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const program = new Command('opraas-probe')
    .description('Measures chains for an oracle: takes samples, answers its node, recomputes verdicts.')
    .version(version)
    .option('--json', 'print results and errors as JSON', false)
    .option('--verbose', 'show the causes of errors', false)
  for (const define of [runCommand, verifyCommand, nodeCommand, collectCommand])
    program.addCommand(define(run))
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  }
  return program
}

/** The first Ctrl-C or TERM stops in order, the second at once. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted)
      controller.abort(new Error(signal))
    })
  }
  return controller.signal
}

function usageError(thrown: CommanderError): OpraasError {
  const message = thrown.message.replace(/^error: /, '')
  return new OpraasError(`${message[0]?.toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.'), {
    code: 'OPR-100',
    next: 'Run the command with --help.',
    cause: thrown,
  })
}
