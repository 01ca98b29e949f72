import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, type Command, Option } from 'commander'
import pc from 'picocolors'
import { type BuildEvent, buildPrograms } from '../../artifacts/programs/index.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { programNames, versionSets } from '../../core/services/versionSets.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { formatTable } from '../ui/table.ts'

type BuildCommandOptions = { versionSet?: VersionSetName; force: boolean }

/** `opraas build [component...]`: the programs of the OP Stack, from pinned Go modules into the cache. */
export function buildCommand(): Command {
  return defineCommand<BuildCommandOptions, [('all' | ProgramName)[]]>(
    'build',
    (command) =>
      command
        .description(
          'build the programs of the OP Stack from pinned Go modules; built ones are kept and reused',
        )
        .addArgument(
          new Argument('[component...]', `programs to build: ${programNames.join(', ')}, or all`)
            .choices(['all', ...programNames])
            .default(['all'], 'all'),
        )
        .addOption(
          new Option('--version-set <set>', 'release to build; default: that of config.toml, or 13').choices(
            Object.keys(versionSets),
          ),
        )
        .option('--force', 'build also what is there', false),
    async (context, components) => {
      const { io, options, signal } = context
      const versionSet = options.versionSet ?? configuredSet(context)
      const names = programNames.filter((name) => components.includes('all') || components.includes(name))
      const report = (event: BuildEvent): void => io.note(describeBuild(event))
      const programs = await buildPrograms({ versionSet, names, force: options.force, signal, report })
      io.printJson({ versionSet, programs })
      io.print(formatTable(programs.map(({ name, version, path }) => [name, version, pc.dim(path)])))
    },
  )
}

/** The version set of the project's config.toml; without one, that of a local L1. */
export function configuredSet({
  folder,
  deployer,
}: Pick<CommandContext<object>, 'folder' | 'deployer'>): VersionSetName {
  return existsSync(join(folder, 'config.toml')) ? deployer().intent().run.versionSet : '13'
}

/** A line of progress for people; undefined for what is too small to tell. */
export function describeBuild(event: BuildEvent): string {
  switch (event.kind) {
    case 'waiting':
      return `Waiting for another build${event.pid ? ` (pid ${event.pid})` : ''}.`
    case 'discarded':
      return pc.yellow(`${event.program}: built again, because ${event.reason}`)
    case 'started':
      return `${event.program}: building`
    case 'progress':
      return `${event.program}: ${event.downloads} modules fetched, ${event.packages} packages compiled, ${event.seconds} s`
    case 'ready':
      return event.program.built
        ? `${event.program.name}: built in ${event.program.seconds} s`
        : `${event.program.name}: built before`
  }
}
