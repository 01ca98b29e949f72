import { Command } from 'commander'
import pc from 'picocolors'
import { defineCommand } from '../command.ts'
import { formatTable } from '../ui/table.ts'

/** `opraas inspect contracts`: who owns what on L1, and what differs from config.toml. */
export function inspectCommand(): Command {
  const contracts = defineCommand(
    'contracts',
    (command) =>
      command.description('list the L1 contracts and compare owners, roles and wiring with config.toml'),
    async ({ io, deployer }) => {
      const { addresses, origin, firstBatcher, ownerIsContract, findings } =
        await deployer().inspectContracts()
      const broken = findings.filter((finding) => !finding.ok && finding.kind !== 'role')
      io.printJson({ addresses, origin, firstBatcher, ownerIsContract, findings, ok: broken.length === 0 })
      io.print(formatTable(Object.entries(addresses)))
      io.print('')
      const shown = findings.filter((finding) => finding.kind !== 'wiring' || !finding.ok)
      io.print(formatTable(shown.map(({ kind, what, found, ok }) => [what, found, verdict(kind, ok)])))
      const drift = findings.filter((finding) => !finding.ok && finding.kind === 'role')
      for (const { what, expected } of drift)
        io.note(pc.yellow(`rotated: ${what} was ${expected} in config.toml`))
      io.print(`\n${findings.length} checks, ${broken.length} wrong, ${drift.length} rotated since.`)
      if (broken.length > 0) process.exitCode = 1
    },
  )
  return new Command('inspect').description('look at a part of the chain').addCommand(contracts)
}

function verdict(kind: string, ok: boolean): string {
  if (ok) return pc.green('as declared')
  return kind === 'role' ? pc.yellow('rotated') : pc.red('wrong')
}
