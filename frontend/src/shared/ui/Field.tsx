import { createContext, type ReactNode, useContext, useId } from 'react'
import styles from './Field.module.css'

type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

const FieldContext = createContext<FieldIds | undefined>(undefined)

/** A control with its label, a hint and, when it is wrong, what to correct. Takes one control of this folder. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: ReactNode
  error?: string | undefined
  children: ReactNode
}) {
  const id = useId()
  const noteId = `${id}note`
  const hasNote = hint !== undefined || error !== undefined
  const ids: FieldIds = {
    id,
    'aria-describedby': hasNote ? noteId : undefined,
    'aria-invalid': error === undefined ? undefined : true,
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {hasNote && (
        <div id={noteId} className={styles.hint}>
          {error === undefined ? hint : <span className={styles.error}>{error}</span>}
        </div>
      )}
    </div>
  )
}

/** What ties a control to the field around it: its id, and what describes it. */
export function useFieldIds(): Partial<FieldIds> {
  return useContext(FieldContext) ?? {}
}
