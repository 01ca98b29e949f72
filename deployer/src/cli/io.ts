import { createInterface } from 'node:readline/promises'
import pc from 'picocolors'
import { ArgumentError, type OpraasError } from '../core/errors/index.ts'
import { toJson } from '../core/json.ts'

/** How a command talks: results on stdout, everything else on stderr. */
export type Io = {
  json: boolean
  /** A person answers: stdin and stderr are terminals, and --yes was not given. */
  interactive: boolean
  /** A result for people; nothing with --json. */
  print(text: string): void
  /** The result for programs; nothing without --json. */
  printJson(value: unknown): void
  /** Progress and hints; nothing with --json. */
  note(text: string): void
  error(error: OpraasError, verbose: boolean): void
  /** Asks before something costs money. `--yes` answers for itself. */
  confirm(question: string, options: { yes: boolean }): Promise<boolean>
}

export function createIo({ json, yes }: { json: boolean; yes: boolean }): Io {
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true && !yes
  const write = (text: string): void => {
    process.stderr.write(`${text}\n`)
  }
  return {
    json,
    interactive,
    print: (text) => {
      if (!json) process.stdout.write(`${text}\n`)
    },
    printJson: (value) => {
      if (json) process.stdout.write(`${toJson(value)}\n`)
    },
    note: (text) => {
      if (!json) write(text)
    },
    error: (error, verbose) => {
      if (json) process.stdout.write(`${toJson({ error })}\n`)
      else {
        write(`${pc.red('error')} ${pc.bold(error.code)}  ${error.message}`)
        write(`  ${pc.dim('next')}  ${error.next}`)
        write(`  ${pc.dim('more')}  ${error.docs}`)
      }
      if (verbose) write(describeCauses(error))
    },
    confirm: async (question, options) => {
      if (options.yes) return true
      if (!interactive) {
        throw new ArgumentError({
          argument: '--yes',
          found: 'nothing',
          expected: '--yes, because nobody can be asked',
        })
      }
      const readline = createInterface({ input: process.stdin, output: process.stderr })
      const answer = await readline.question(`${question} ${pc.dim('[y/N]')} `)
      readline.close()
      return /^y(es)?$/i.test(answer.trim())
    },
  }
}

function describeCauses(error: unknown): string {
  const lines: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    lines.push(cause.stack ?? cause.message)
  return lines.join('\ncaused by: ')
}
