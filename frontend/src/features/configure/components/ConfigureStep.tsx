import { useState } from 'react'
import type { Address } from 'viem'
import { download } from '../../../shared/download.ts'
import { Button, Segmented, Step } from '../../../shared/ui/index.ts'
import { type Agreed, defaultSettings, type MarketId, settingsOf } from '../model.ts'
import type { SavedChain } from '../saved.ts'
import { AttachForm } from './AttachForm.tsx'
import { CliButton } from './CliButton.tsx'
import styles from './Configure.module.css'
import { RolesNote } from './RolesNote.tsx'
import { SettingsForm } from './SettingsForm.tsx'

/** The chain's settings: chosen here, shown afterwards, fixed once the first contract of them is on the L1. */
export function ConfigureStep(props: {
  agreed: Agreed
  market: MarketId
  l1Name: string
  saved: SavedChain | undefined
  /** Why nothing can be changed any more. */
  locked?: string | undefined
  you: Address | undefined
  onSave: (chain: SavedChain) => void
}) {
  const { agreed, market, l1Name, saved, locked, you, onSave } = props
  const [editing, setEditing] = useState(false)
  const [way, setWay] = useState<'new' | 'attach'>(saved?.systemConfig ? 'attach' : 'new')
  const save = (chain: SavedChain): void => {
    onSave(chain)
    setEditing(false)
  }
  if (saved && (!editing || locked !== undefined))
    return <ChosenStep agreed={agreed} saved={saved} locked={locked} onChange={() => setEditing(true)} />
  return (
    <Step
      state="next"
      title="Configure"
      subtitle="A few settings; everything else follows from the agreement."
    >
      <div className={styles.form}>
        <div>
          <Segmented
            label="Which chain"
            options={[
              { value: 'new', label: 'Deploy a new chain' },
              { value: 'attach', label: 'Attach a deployed one' },
            ]}
            value={way}
            onChange={setWay}
          />
        </div>
        {way === 'new' ? (
          <SettingsForm
            agreed={agreed}
            market={market}
            initial={saved && !saved.systemConfig ? settingsOf(saved.toml) : defaultSettings(agreed, market)}
            onSave={(toml) => save({ toml })}
          />
        ) : (
          <AttachForm agreed={agreed} l1Name={l1Name} onAttach={save} />
        )}
        <RolesNote client={agreed.client} keySet={agreed.keySet} you={you} />
      </div>
    </Step>
  )
}

function ChosenStep({
  agreed,
  saved,
  locked,
  onChange,
}: {
  agreed: Agreed
  saved: SavedChain
  locked: string | undefined
  onChange: () => void
}) {
  const { name, l2ChainId, blockTime, gasLimit } = settingsOf(saved.toml)
  const gas = Number(gasLimit).toLocaleString('en-US')
  return (
    <Step
      state="done"
      title="Configure"
      subtitle={`${name}, chain ${l2ChainId}, a block every ${blockTime} s, ${gas} gas`}
      word={saved.systemConfig ? 'Attached' : 'Done'}
    >
      <div className={styles.actions}>
        <Button size="s" onClick={() => download('config.toml', saved.toml, 'application/toml')}>
          Download config.toml
        </Button>
        {!saved.systemConfig && <CliButton agreed={agreed} name={name} />}
        {locked === undefined ? (
          <Button size="s" kind="quiet" onClick={onChange}>
            Change
          </Button>
        ) : (
          <span className={styles.quiet}>{locked}</span>
        )}
      </div>
    </Step>
  )
}
