import { useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { isAddressEqual } from 'viem'
import { cleanText } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { parseReport, type Report } from '../model.ts'

const TIMEOUT_MS = 5_000
const MIN_POLL_MS = 1_000
const MAX_POLL_MS = 15_000

const refusal = v.object({ error: v.string() })

/** What the oracle's probe says now: its report, or why it has none. */
export type ProbeAnswer = { kind: 'report'; report: Report } | { kind: 'none'; reason: string }

/** The probe of an agreement's oracle, as config.json names it, and its newest answer. */
export function useProbe({ agreementId, terms, state }: Agreement) {
  const { oracles } = useMarket()
  const url = oracles.find(({ adapter }) => isAddressEqual(adapter, terms.oracle))?.probeUrl
  const pollMs = Math.min(MAX_POLL_MS, Math.max(MIN_POLL_MS, terms.sla.probeInterval * 1000))
  const query = useQuery({
    queryKey: ['probe', url, agreementId],
    enabled: url !== undefined && state === 'Active',
    queryFn: ({ signal }) => ask(`${url}/v1/agreements/${agreementId}`, signal),
    refetchInterval: pollMs,
    retry: false,
  })
  return { url, query }
}

async function ask(url: string, signal: AbortSignal): Promise<ProbeAnswer> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) })
  const body: unknown = await response.json()
  if (response.ok) return { kind: 'report', report: parseReport(body) }
  const said = v.safeParse(refusal, body)
  if (!said.success) throw new Error(`The probe answers HTTP ${response.status}.`)
  return { kind: 'none', reason: cleanText(said.output.error, 160) }
}
