import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatTable } from '../../deployer/src/cli/ui/table.ts'
import { runToEnd } from '../test/child.ts'
import { runCommand, say } from './command.ts'
import {
  compareGas,
  formatChanges,
  GAS_TOLERANCE_PERCENT,
  type GasTable,
  gasBudgets,
  gasRows,
  parseGas,
  parseSnapshot,
} from './gasRows.ts'

const snapshotFile = 'test/bench/gas.json'

/** Compares what the gas tests printed with the snapshot in git; empty when nothing moved. */
export function checkGas(root: string, output: string): { ok: boolean; report: string } {
  try {
    const snapshot = parseSnapshot(readFileSync(join(root, snapshotFile), 'utf8'))
    const { changes, isTooMuch } = compareGas(parseGas(output), snapshot)
    if (!isTooMuch) return { ok: true, report: formatChanges(changes) }
    const advice = `More than ${GAS_TOLERANCE_PERCENT}% is too much. If it is meant: npm run bench:gas -- --write`
    return { ok: false, report: `${formatChanges(changes)}\n${advice}` }
  } catch (error) {
    return { ok: false, report: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * `npm run bench:gas -- [--json] [--check | --write]`: execution gas of each call, without the transaction's 21,000,
 * its calldata and refunds. `--check` compares with the snapshot in git, `--write` writes it.
 */
async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const root = resolve(import.meta.dirname, '../..')
  say('Compiling and measuring …')
  const args = ['test', 'solidity', 'test/contracts/gas/budget.t.sol', '-vv']
  const { code, output } = await runToEnd(
    process.execPath,
    [join(root, 'node_modules/hardhat/dist/src/cli.js'), ...args],
    { cwd: root, signal },
  )
  const table = measuredBy(output)
  if (values.write) writeFileSync(join(root, snapshotFile), `${JSON.stringify(table, undefined, 2)}\n`)
  if (values.json) console.log(JSON.stringify(table))
  else print(table)
  if (code !== 0)
    say(`\nA test found more than its limit:\n${output.slice(output.search(/^ +1\) \w+#/m)).trim()}`)
  if (!values.check) return code === 0 ? 0 : 1
  const { ok, report } = checkGas(root, output)
  say(`\n${report || `As in ${snapshotFile}.`}`)
  return ok && code === 0 ? 0 : 1
}

/** Rows are printed also when a limit is broken; none at all when nothing compiles. */
function measuredBy(output: string): GasTable {
  if (!/^\s*gas \w+: /m.test(output)) throw new Error(`The gas tests did not run:\n${output.trim()}`)
  return parseGas(output)
}

function print(table: GasTable): void {
  const rows = gasRows.map((row) => {
    const over = table[row] - gasBudgets[row]
    return [row, String(table[row]), String(gasBudgets[row]), over > 0 ? `over by ${over}` : '']
  })
  console.log(formatTable([['', 'gas', 'budget', ''], ...rows], [1, 2]))
}

if (import.meta.main) await runCommand(main)
