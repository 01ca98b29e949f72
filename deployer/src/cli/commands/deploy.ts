import { Command } from 'commander'
import pc from 'picocolors'
import type { ApplyEvent } from '../../apply/context.ts'
import { OpraasError } from '../../core/errors/index.ts'
import { costOf } from '../../core/plan/plan.ts'
import { defineCommand } from '../command.ts'
import type { Io } from '../io.ts'
import { formatEth, formatInteger } from '../ui/numbers.ts'
import { formatTable } from '../ui/table.ts'
import { printPlan } from './plan.ts'

/** `opraas deploy contracts`: L1 contracts, genesis.json, rollup.json. */
export function deployCommand(): Command {
  const contracts = defineCommand<{ dryRun: boolean }>(
    'contracts',
    (command) =>
      command
        .description('deploy the L1 contracts and write genesis.json and rollup.json; safe to repeat')
        .option('--dry-run', 'show the plan and stop', false),
    async ({ io, options, deployer }) => {
      const plan = await deployer().plan()
      if (options.dryRun) {
        io.printJson({ steps: plan.steps })
        printPlan(io, plan)
        return
      }
      const { transactions, gas, costWei } = costOf(plan)
      if (transactions > 0) {
        const cost = `${transactions} transactions, about ${formatInteger(gas)} gas, ${formatEth(costWei)}`
        const agreed = await io.confirm(`${cost}. Deploy?`, { yes: options.yes || io.json })
        if (!agreed) throw declined()
      }
      const startedAt = Date.now()
      const { addresses } = await deployer((event) => reportApply(io, event)).deployContracts()
      io.printJson({ addresses, seconds: (Date.now() - startedAt) / 1000 })
      io.print(formatTable(Object.entries(addresses)))
      io.note(`\nDeployed. Next: ${pc.bold('opraas up')}`)
    },
  )
  return new Command('deploy').description('deploy a part of the chain').addCommand(contracts)
}

/** Progress of a deployment for people. */
export function reportApply(io: Io, event: ApplyEvent): void {
  switch (event.kind) {
    case 'stage':
      io.note(pc.bold(event.title))
      return
    case 'mined': {
      const count = `${String(event.done).padStart(String(event.total).length)}/${event.total}`
      io.note(
        `  ${pc.dim(count)}  ${event.step}  ${pc.dim(`${formatInteger(event.gasUsed)} gas  ${event.hash}`)}`,
      )
      return
    }
    case 'note':
      io.note(`  ${event.text}`)
      return
    default:
      throw new TypeError(`unknown event ${(event satisfies never as ApplyEvent).kind}`)
  }
}

function declined(): OpraasError {
  return new OpraasError('Not confirmed: nothing was sent.', {
    code: 'OPR-108',
    next: 'Run the command again and answer y, or give --yes.',
  })
}
