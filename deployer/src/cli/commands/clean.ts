import { relative } from 'node:path'
import type { Command } from 'commander'
import pc from 'picocolors'
import { findRemovals, type Removal, removeOutputs } from '../../clean.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { formatInteger } from '../ui/numbers.ts'
import { formatTable } from '../ui/table.ts'

type CleanOptions = { dryRun: boolean }

/** `opraas clean`: removes what follows from L1 and config.toml. */
export function cleanCommand(): Command {
  return defineCommand<CleanOptions>(
    'clean',
    (command) =>
      command
        .description(
          'remove genesis.json, rollup.json and the L2 data of a stopped chain; keys and journal stay',
        )
        .option('--dry-run', 'only say what would go', false),
    async (context) => {
      const { io, options, deployer } = context
      const { name, engine } = deployer().intent()
      const paths = deployer().paths()
      const found = findRemovals(paths)
      const isDone = !options.dryRun && found.length > 0
      io.print(describe(context, found))
      if (isDone) {
        const lost =
          engine === 'embedded'
            ? 'The L2 was simulated: its blocks are on no L1, and gone for good.'
            : 'What was posted on L1 is derived again; what was not is gone for good.'
        io.note(pc.yellow(lost))
        const goesOn = await io.confirm('Remove it?', { yes: options.yes })
        if (!goesOn) return
        removeOutputs(name, paths)
        io.print('Removed. `opraas deploy contracts` writes the files again, without a transaction.')
      }
      io.printJson({ name, removed: isDone, bytes: total(found), paths: found })
    },
  )
}

function describe({ folder }: CommandContext<CleanOptions>, found: readonly Removal[]): string {
  if (found.length === 0) return 'There is nothing to remove.'
  const rows = found.map(({ path, bytes }) => [relative(folder, path), formatInteger(bytes), 'bytes'])
  return formatTable([...rows, ['all', formatInteger(total(found)), 'bytes']], [1])
}

function total(removals: readonly Removal[]): number {
  return removals.reduce((sum, { bytes }) => sum + bytes, 0)
}
