import { useState } from 'react'
import { Button, Field, NumberStepper, TextInput } from '../../../shared/ui/index.ts'
import { type Agreed, checkConfig, configText, type MarketId, type Problem, type Settings } from '../model.ts'
import styles from './Configure.module.css'

/** Name, chain id, block time and gas limit of a new chain. `onSave` gets a config.toml that was checked. */
export function SettingsForm({
  agreed,
  market,
  initial,
  onSave,
}: {
  agreed: Agreed
  market: MarketId
  initial: Settings
  onSave: (toml: string) => void
}) {
  const [settings, setSettings] = useState(initial)
  const [problem, setProblem] = useState<Problem>()
  const most = agreed.terms.maxGasLimit
  const set = (field: keyof Settings) => (value: string) => {
    setSettings({ ...settings, [field]: value })
    setProblem(undefined)
  }
  const errorOf = (field: keyof Settings) => (problem?.field === field ? problem.sentence : undefined)
  const save = (): void => {
    const toml = configText(agreed, market, settings)
    const result = checkConfig(toml, agreed)
    if ('problem' in result) setProblem(result.problem)
    else onSave(toml)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className={styles.fields}>
        <Field label="Name" hint="2 to 39 lowercase letters, digits or dashes" error={errorOf('name')}>
          <TextInput value={settings.name} onChange={set('name')} maxLength={39} />
        </Field>
        <Field label="L2 chain id" hint="No other chain should have it" error={errorOf('l2ChainId')}>
          <TextInput value={settings.l2ChainId} onChange={set('l2ChainId')} inputMode="numeric" />
        </Field>
        <Field label="Block time" hint="1 to 12 s" error={errorOf('blockTime')}>
          <NumberStepper
            label="block time"
            value={Number(settings.blockTime)}
            onChange={(seconds) => set('blockTime')(String(seconds))}
            min={1}
            max={12}
            unit="s"
          />
        </Field>
        <Field
          label="Gas limit of a block"
          hint={
            most > 0n ? `This offer runs at most ${most.toLocaleString('en-US')}` : 'Any up to 500,000,000'
          }
          error={errorOf('gasLimit')}
        >
          <TextInput value={settings.gasLimit} onChange={set('gasLimit')} inputMode="numeric" />
        </Field>
      </div>
      {problem && problem.field === undefined && (
        <p className={styles.problem} role="alert">
          {problem.sentence}
        </p>
      )}
      <div>
        <Button kind="main" type="submit">
          Use these settings
        </Button>
      </div>
    </form>
  )
}
