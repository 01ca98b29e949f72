import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { useNow } from '../../shared/chain/head.ts'
import styles from './PowerControl.module.css'

/** Long enough to fail an epoch of 16 s. */
const OFF_SECONDS = 10

const powerSchema = v.object({ off: v.boolean(), until: v.optional(v.number()) })
const refusalSchema = v.object({ error: v.string() })

/** The demo's switch: cuts the power of the vendor's machine, so that an outage can be watched. */
export function PowerControl({ url }: { url: string }) {
  const queries = useQueryClient()
  const now = useNow()
  const power = useQuery({
    queryKey: ['power'],
    queryFn: async () => v.parse(powerSchema, await (await fetch(url)).json()),
    refetchInterval: 2_000,
    retry: false,
  })
  const cut = useMutation({
    mutationFn: () => requestCut(url),
    onSettled: () => queries.invalidateQueries({ queryKey: ['power'] }),
  })
  if (!power.data) return null
  const { off, until } = power.data
  if (off) {
    const left = until === undefined ? '' : ` for ${Math.max(0, Math.ceil(until - now))} s more`
    return <span role="status">The vendor’s machine is off{left}.</span>
  }
  return (
    <span>
      <button type="button" className={styles.switch} onClick={() => cut.mutate()} disabled={cut.isPending}>
        Cut the vendor’s power for {OFF_SECONDS} s
      </button>
      {cut.isError && <span role="alert"> {cut.error.message}</span>}
    </span>
  )
}

async function requestCut(url: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds: OFF_SECONDS }),
  })
  if (response.ok) return
  const refusal = v.safeParse(refusalSchema, await response.json())
  throw new Error(refusal.success ? refusal.output.error : `The demo answers ${response.status}.`)
}
