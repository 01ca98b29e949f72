import { download } from '../../../shared/download.ts'
import { Button, ErrorNote, HashText, Step } from '../../../shared/ui/index.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import styles from './Deploy.module.css'

const TITLE = 'Genesis and rollup config'

/** What every node of the chain starts from: computed here, the same for everybody. */
export function GenesisStep({ deployment }: { deployment: Deployment }) {
  const { outputs } = deployment
  if (outputs.data) {
    const { genesisHash, genesisJson, rollupJson } = outputs.data
    return (
      <Step
        state="done"
        title={TITLE}
        subtitle={
          <>
            Genesis <HashText hash={genesisHash} />, computed in this tab
          </>
        }
      >
        <div className={styles.actions}>
          <Button size="s" onClick={() => download('genesis.json', genesisJson, 'application/json')}>
            Download genesis.json
          </Button>
          <Button size="s" onClick={() => download('rollup.json', rollupJson, 'application/json')}>
            Download rollup.json
          </Button>
        </div>
      </Step>
    )
  }
  if (outputs.error)
    return (
      <Step state="failed" title={TITLE}>
        <ErrorNote
          what="The genesis was not computed."
          error={outputs.error}
          onRetry={() => outputs.refetch()}
        />
      </Step>
    )
  return (
    <Step
      state={outputs.isFetching ? 'running' : 'empty'}
      title={TITLE}
      subtitle="Computed in this tab, no transaction"
    />
  )
}
