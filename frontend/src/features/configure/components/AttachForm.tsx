import { useRef, useState } from 'react'
import { type Address, getAddress, isAddress } from 'viem'
import { Button, Field, TextArea, TextInput } from '../../../shared/ui/index.ts'
import { type Agreed, checkConfig } from '../model.ts'
import styles from './Configure.module.css'

type Wrong = { toml?: string; systemConfig?: string }

/** Longest file that is looked at, in bytes: a config.toml is far shorter. */
const MAX_FILE = 65_536

/** A chain that stands on the L1 already: its config.toml and its SystemConfig. */
export function AttachForm({
  agreed,
  l1Name,
  onAttach,
}: {
  agreed: Agreed
  l1Name: string
  onAttach: (chain: { toml: string; systemConfig: Address }) => void
}) {
  const [toml, setToml] = useState('')
  const [systemConfig, setSystemConfig] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})
  const file = useRef<HTMLInputElement>(null)
  const load = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return
    if (chosen.size > MAX_FILE) return setWrong({ toml: 'This file is too long for a config.toml.' })
    setToml(await chosen.text())
    setWrong({})
  }
  const attach = (): void => {
    const address = systemConfig.trim()
    const result = checkConfig(toml, agreed)
    if ('problem' in result) setWrong({ toml: result.problem.sentence })
    else if (!isAddress(address)) setWrong({ systemConfig: 'Expected an address: 0x and 40 hex digits.' })
    else onAttach({ toml, systemConfig: getAddress(address) })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        attach()
      }}
    >
      <Field
        label="config.toml"
        hint="Of the deployed chain, with the key set’s four addresses"
        error={wrong.toml}
      >
        <TextArea
          mono
          rows={8}
          value={toml}
          onChange={(text) => {
            setToml(text)
            setWrong({})
          }}
        />
      </Field>
      <div>
        <Button size="s" onClick={() => file.current?.click()}>
          Take it from a file
        </Button>
        <input
          ref={file}
          hidden
          type="file"
          aria-label="File"
          accept=".toml,text/plain"
          onChange={({ target }) => void load(target.files?.[0])}
        />
      </div>
      <Field label="SystemConfig" hint={`Its proxy on ${l1Name}`} error={wrong.systemConfig}>
        <TextInput
          mono
          value={systemConfig}
          placeholder="0x…"
          onChange={(text) => {
            setSystemConfig(text)
            setWrong({})
          }}
        />
      </Field>
      <div>
        <Button kind="main" type="submit">
          Attach this chain
        </Button>
      </div>
    </form>
  )
}
