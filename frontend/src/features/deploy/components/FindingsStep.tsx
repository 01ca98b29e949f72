import { Disclosure, ErrorNote, Step, SubStep } from '../../../shared/ui/index.ts'
import type { Finding } from '../findings.ts'
import { countOf } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'

const TITLE = 'Checks on chain'

/** Owners, wiring and roles on the L1, compared with the settings. */
export function FindingsStep({ deployment }: { deployment: Deployment }) {
  const { findings } = deployment
  if (findings.data) {
    const wrong = findings.data.filter(({ ok }) => !ok)
    const isBroken = wrong.some(({ kind }) => kind !== 'role')
    return (
      <Step
        state={isBroken ? 'failed' : 'done'}
        title={TITLE}
        subtitle={`${countOf(findings.data.length, 'check')}, ${wrong.length} wrong`}
      >
        {wrong.map((finding) => (
          <FindingRow key={finding.what} finding={finding} />
        ))}
        <Disclosure title="Owners, wiring and roles">
          {findings.data.map((finding) => (
            <FindingRow key={finding.what} finding={finding} />
          ))}
        </Disclosure>
      </Step>
    )
  }
  if (findings.error)
    return (
      <Step state="failed" title={TITLE}>
        <ErrorNote what="The L1 was not checked." error={findings.error} onRetry={() => findings.refetch()} />
      </Step>
    )
  return (
    <Step
      state={findings.isFetching ? 'running' : 'empty'}
      title={TITLE}
      subtitle="Owners, wiring and roles, no transaction"
    />
  )
}

/** One thing that was compared. */
export function FindingRow({ finding }: { finding: Finding }) {
  const { what, found, expected, ok } = finding
  return (
    <SubStep
      state={ok ? 'done' : 'failed'}
      title={what}
      note={ok ? found : `Found ${found}, expected ${expected}.`}
    />
  )
}
