import type { Command } from 'commander'
import pc from 'picocolors'
import { costOf, type Plan, type PlannedStep } from '../../core/plan/plan.ts'
import { defineCommand } from '../command.ts'
import type { Io } from '../io.ts'
import { formatEth, formatInteger } from '../ui/numbers.ts'
import { formatTable } from '../ui/table.ts'

/** `opraas plan`: what `deploy contracts` would do now. */
export function planCommand(): Command {
  return defineCommand(
    'plan',
    (command) => command.description('show the steps that are left, with reasons and cost, and do none'),
    async ({ io, deployer }) => {
      const plan = await deployer().plan()
      io.printJson({ steps: plan.steps })
      printPlan(io, plan)
    },
  )
}

/** A plan for people. */
export function printPlan(io: Io, plan: Plan): void {
  if (plan.steps.length === 0) {
    io.print('Nothing to do: L1 and this folder are as config.toml wants them.')
    return
  }
  io.print(formatTable(plan.steps.map(toRow), [0, 3]))
  const { transactions, gas, costWei } = costOf(plan)
  io.print('')
  io.print(
    `${transactions} transactions, about ${formatInteger(gas)} gas, about ${formatEth(costWei)} at today's fee.`,
  )
}

function toRow(step: PlannedStep, index: number): string[] {
  const gas = step.kind === 'transaction' ? `${formatInteger(step.gas)} gas` : 'local'
  return [String(index + 1), step.stage, step.title, gas, pc.dim(step.reason)]
}
