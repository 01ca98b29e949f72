import { asOpraasError, type Environment, OpraasError, readEnvironment, toJson } from '@opraas/deployer'
import { Command } from 'commander'

/** What a command gets to work with. */
export type CommandContext<options> = {
  options: options & { json: boolean; verbose: boolean }
  environment: Environment
  signal: AbortSignal
  /** A result: for people, or for programs with --json. */
  print(result: { text: string; json: unknown }): void
}

/** A command whose action gets its options and everything it needs, and tells whether all is well. */
export function defineCommand<options>(
  name: string,
  setup: (command: Command) => void,
  action: (context: CommandContext<options>) => Promise<{ ok: boolean }>,
): (run: { signal: AbortSignal; finish: (result: { ok: boolean }) => void }) => Command {
  return ({ signal, finish }) => {
    const command = new Command(name)
    setup(command)
    return command.action(async () => {
      const options = command.optsWithGlobals<options & { json: boolean; verbose: boolean }>()
      const environment = readEnvironment('.', process.env)
      const print = ({ text, json }: { text: string; json: unknown }): void => {
        process.stdout.write(`${options.json ? toJson(json) : text}\n`)
      }
      finish(await action({ options, environment, signal, print }))
    })
  }
}

/** Prints an error: for programs on stdout, for people on stderr. */
export function printError(error: OpraasError, { json, verbose }: { json: boolean; verbose: boolean }): void {
  if (json) process.stdout.write(`${toJson({ error })}\n`)
  else {
    const { code, message, next, docs } = error
    process.stderr.write(`error ${code}  ${message}\n  next  ${next}\n  more  ${docs}\n`)
  }
  if (!verbose) return
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    process.stderr.write(`${cause.stack ?? cause.message}\n`)
  }
}

/** Any thrown value as an error of ours; after a signal it is the interruption. */
export function toCliError(thrown: unknown, signal: AbortSignal): OpraasError {
  if (!signal.aborted) return asOpraasError(thrown)
  return new OpraasError('Interrupted; everything done so far is kept.', {
    code: 'OPR-901',
    next: 'Run the same command again.',
    cause: thrown,
  })
}
