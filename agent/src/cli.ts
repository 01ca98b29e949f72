import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { asOpraasError, OpraasError, readEnvironment, toJson } from '@opraas/deployer'
import { Command, CommanderError } from 'commander'
import { runAgent, setupAgent } from './main.ts'

type Options = { config: string; json: boolean }

/** Runs `opraas-agent` with the arguments of this process. @returns The exit code. */
export async function runAgentCli(): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))
  const program = buildProgram(stop.signal)
  try {
    await program.parseAsync()
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const error = toError(thrown)
    if (process.argv.includes('--json')) process.stdout.write(`${toJson({ error })}\n`)
    else
      process.stderr.write(
        `error ${error.code}  ${error.message}\n  next  ${error.next}\n  more  ${error.docs}\n`,
      )
    return error.code.startsWith('OPR-1') ? 2 : 1
  }
}

/** Every command of `opraas-agent`; docs/cli.md is generated from it. */
export function buildProgram(signal: AbortSignal): Command {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const program = new Command('opraas-agent')
    .description(
      'Runs a vendor’s chains: provisions accepted agreements, keeps them healthy, settles, collects.',
    )
    .version(manifest.version)
    .option('-c, --config <file>', 'agent.toml', 'agent.toml')
    .option('--json', 'print results and errors as JSON', false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  const optionsOf = () => {
    const { config } = program.opts<Options>()
    return { configFile: config, environment: readEnvironment(dirname(resolve(config)), process.env), signal }
  }
  program
    .command('setup')
    .description('publish operator, key sets, bond and offer; sends only what is missing')
    .action(async () => {
      const result = await setupAgent(optionsOf())
      if (program.opts<Options>().json) process.stdout.write(`${toJson(result)}\n`)
      else {
        process.stdout.write(
          `offer     ${result.offerId}\nvendor    ${result.vendor}\noperator  ${result.operator}\n`,
        )
        process.stdout.write(`key sets  ${result.keySets.length} free\nbond      ${result.bondUnits} units\n`)
      }
    })
  program
    .command('run')
    .description('run the daemon until it is told to stop')
    .action(() => runAgent(optionsOf()))
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  return program
}

function toError(thrown: unknown): OpraasError {
  if (!(thrown instanceof CommanderError)) return asOpraasError(thrown)
  return new OpraasError(thrown.message.replace(/^error: /, ''), {
    code: 'OPR-100',
    next: 'Run the command with --help.',
    cause: thrown,
  })
}
