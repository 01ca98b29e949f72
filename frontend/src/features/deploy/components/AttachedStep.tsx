import type { Address } from 'viem'
import { AddressText, ErrorNote, Skeleton, Step } from '../../../shared/ui/index.ts'
import type { useAttached } from '../hooks/useAttached.ts'
import { FindingRow } from './FindingsStep.tsx'

const TITLE = 'Check the attached chain'

/** Whether the chain behind a SystemConfig is the one of the config.toml. */
export function AttachedStep({
  attached,
  systemConfig,
  l1Name,
}: {
  attached: ReturnType<typeof useAttached>
  systemConfig: Address
  l1Name: string
}) {
  const { data, error } = attached
  const isGood = data?.every(({ ok }) => ok)
  const state = data ? (isGood ? 'done' : 'failed') : error ? 'failed' : 'running'
  return (
    <Step
      state={state}
      title={TITLE}
      subtitle={
        <>
          SystemConfig <AddressText address={systemConfig} /> on {l1Name}
        </>
      }
    >
      {data?.map((finding) => (
        <FindingRow key={finding.what} finding={finding} />
      ))}
      {!data && error && (
        <ErrorNote
          what="No such chain could be read there."
          error={error}
          onRetry={() => attached.refetch()}
        />
      )}
      {!data && !error && <Skeleton lines={2} />}
    </Step>
  )
}
