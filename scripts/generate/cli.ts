import type { Argument, Command, Option } from 'commander'
import { buildProgram as buildAgent } from '../../agent/src/cli.ts'
import { buildProgram as buildProbe } from '../../agent/src/probe/cli/main.ts'
import { buildProgram as buildOpraas } from '../../deployer/src/cli/main.ts'
import { usage as deployMarketUsage } from '../market/options.ts'
import { renderVariables } from './environment.ts'
import type { GeneratedFile } from './file.ts'
import { pageHeader, table } from './markdown.ts'

const intro = `Three programs: \`opraas\` deploys and runs a chain, \`opraas-agent\` is the vendor's daemon, \`opraas-probe\` measures
for an oracle. Options before a command hold for all commands. With \`--json\` a program prints one JSON object, errors
included.`

const exitCodes = [
  ['0', 'Done; for daemons: stopped in order.'],
  ['1', 'Failed, or what was compared differs.'],
  ['2', 'What you gave is wrong: a command, an option, a config file, the environment (errors OPR-1xx).'],
  ['130', 'Interrupted by Ctrl-C or SIGTERM; the same command goes on where it stopped.'],
]

/** docs/cli.md, from the commands themselves. */
export function generateCli(root: string): GeneratedFile {
  const { signal } = new AbortController()
  const programs = [buildOpraas(''), buildAgent(signal), buildProbe({ signal, finish: () => undefined })]
  const content = [
    pageHeader('Commands', { by: 'scripts/generate/cli.ts', intro }),
    ...programs.map(renderProgram),
    `## npm run deploy-market\n\nOf this repository, for who runs a market.\n\n\`\`\`\n${deployMarketUsage}\n\`\`\``,
    `## Exit codes\n\n${table(['Code', 'Meaning'], exitCodes)}\n\nEvery error has a number: see [errors](errors.md).`,
    `## Environment\n\nRead from \`.env\` in the project folder (the folder of agent.toml for the agent, the current one for probe and deploy-market) and from the shell, which wins. An empty variable counts as not set.\n\n${renderVariables(root)}`,
  ]
  return { path: 'docs/cli.md', content: `${content.join('\n\n')}\n` }
}

function renderProgram(program: Command): string {
  const options = program.options.filter(({ hidden }) => !hidden)
  return [
    `## ${program.name()}`,
    program.description(),
    renderOptions(options),
    ...program.commands.flatMap((command) => listCommands(command, program.name())),
  ].join('\n\n')
}

/** The commands that do something, below a command or itself. */
function listCommands(command: Command, parent: string): string[] {
  const path = `${parent} ${command.name()}`
  const children = command.commands.flatMap((child) => listCommands(child, path))
  const options = command.options.filter(({ hidden }) => !hidden)
  // A group has no options of its own.
  if (children.length > 0 && options.length === 0) return children
  const usage = [
    path,
    ...command.registeredArguments.map(usageOf),
    ...(options.length > 0 ? ['[options]'] : []),
  ]
  const description = command.description()
  return [
    `### ${path}`,
    `\`${usage.join(' ')}\``,
    `${description[0]?.toUpperCase()}${description.slice(1)}.`,
    ...(command.registeredArguments.length > 0 ? [renderArguments(command.registeredArguments)] : []),
    ...(options.length > 0 ? [renderOptions(options)] : []),
    ...children,
  ]
}

function usageOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function renderArguments(args: readonly Argument[]): string {
  const rows = args.map((argument) => [`\`${usageOf(argument)}\``, argument.description])
  return table(['Argument', 'Meaning'], rows)
}

function renderOptions(options: readonly Option[]): string {
  const rows = options.map((option) => [`\`${option.flags}\``, defaultOf(option), option.description])
  return table(['Option', 'Default', 'Meaning'], rows)
}

function defaultOf({ defaultValue, mandatory }: Option): string {
  if (mandatory) return 'required'
  return defaultValue === undefined || defaultValue === false ? '–' : `\`${defaultValue}\``
}
