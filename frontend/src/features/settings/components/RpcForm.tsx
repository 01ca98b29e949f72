import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { writeOverride } from '../../../shared/config/load.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { Button, Field, TextInput } from '../../../shared/ui/index.ts'
import { checkRpc } from '../checkRpc.ts'
import styles from './RpcForm.module.css'

/** Reads a chain through another RPC: it is checked first, kept in this browser, and counts from the next load. */
export function RpcForm({ chain, isOwn }: { chain: ChainConfig; isOwn: boolean }) {
  const [text, setText] = useState('')
  const keep = (url: string | undefined): void => {
    writeOverride(chain.id, url)
    location.reload()
  }
  const check = useMutation({ mutationFn: () => checkRpc(text, chain), onSuccess: keep })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    check.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={`Another RPC of ${chain.name}`}
        hint="It must answer for this chain. Kept in this browser; the page loads anew."
        error={check.error?.message}
      >
        <TextInput
          mono
          inputMode="url"
          placeholder="https://"
          value={text}
          onChange={(typed) => {
            setText(typed)
            check.reset()
          }}
        />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" disabled={check.isPending || text.trim() === ''}>
          {check.isPending ? 'Checking' : 'Check and use'}
        </Button>
        {isOwn && (
          <Button kind="quiet" onClick={() => keep(undefined)}>
            Back to config.json’s
          </Button>
        )}
      </div>
    </form>
  )
}
