import { metricNames } from '@opraas/contracts'
import { ArgumentError } from '@opraas/deployer'
import { abortable } from '../../abort.ts'
import { DEFAULT_DATA, settingOf, variables } from '../../config.ts'
import { VerdictDiffersError } from '../../errors.ts'
import { type Verification, verifyEpoch } from '../../verify.ts'
import { defineCommand, printError } from '../command.ts'

type Options = { agreement: string; epoch: string; data?: string }

/** `opraas-probe verify` */
export const verifyCommand = defineCommand<Options>(
  'verify',
  (command) =>
    command
      .description('recompute a verdict from stored samples and compare it with the market')
      .requiredOption('--agreement <id>', 'id of the agreement, or a unique beginning of it')
      .requiredOption('--epoch <number>', 'epoch, from 0')
      .option('--data <folder>', `folder of the samples (${variables.data}; ${DEFAULT_DATA})`),
  async ({ options, environment, signal, print }) => {
    const data = settingOf(options.data, { environment, variable: variables.data, fallback: DEFAULT_DATA })
    const epoch = epochOf(options.epoch)
    const { differing, ...result } = await abortable(
      verifyEpoch({ environment, agreement: options.agreement, epoch, data }),
      signal,
    )
    if (result.equal) {
      print({ text: format({ ...result, differing }), json: result })
      return { ok: true }
    }
    const error = new VerdictDiffersError({ agreementId: result.agreementId, epoch, differing })
    print({
      text: format({ ...result, differing }),
      json: { ...result, onChain: result.onChain ?? null, error },
    })
    if (!options.json) printError(error, { json: false, verbose: options.verbose })
    return { ok: false }
  },
)

function epochOf(value: string): number {
  if (/^\d{1,10}$/.test(value)) return Number(value)
  throw new ArgumentError({ argument: '--epoch', found: value, expected: 'a whole number from 0' })
}

/** A table: field, as computed, as on chain. */
function format({ agreementId, epoch, computed, onChain, slots, equal }: Verification): string {
  const fields = [...metricNames, 'coverage', 'reason', 'l1Spend'] as const
  const rows = fields.map((field) => [field, computed.verdict[field], onChain?.verdict[field]] as const)
  const shown = [['', 'samples', 'market'] as const, ...rows].map(
    ([name, left, right]) => `${name.padEnd(12)}${String(left).padEnd(10)}${String(right ?? '-')}`,
  )
  return [
    `agreement   ${agreementId}`,
    `epoch       ${epoch}`,
    `slots       ${slots.expected} expected, ${slots.counted} counted, ${slots.void} void, ${slots.missing} missing`,
    ...shown,
    `evidence    ${computed.evidence}`,
    `on chain    ${onChain?.evidence ?? '-'}`,
    `equal       ${equal}`,
  ].join('\n')
}
