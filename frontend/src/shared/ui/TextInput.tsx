import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import styles from './Field.module.css'
import { useFieldIds } from './Field.tsx'

type Shared = {
  value: string
  onChange: (value: string) => void
  /** For addresses, hashes and code. */
  mono?: boolean | undefined
}

export type TextInputProps = Omit<ComponentProps<'input'>, keyof Shared | 'className'> & Shared
export type TextAreaProps = Omit<ComponentProps<'textarea'>, keyof Shared | 'className'> & Shared

/** A line of text. Outside of a Field it needs an `aria-label`. */
export function TextInput({ value, onChange, mono = false, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...useFieldIds()}
      {...rest}
      className={classes(styles.input, mono && styles.mono)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Lines of text. Outside of a Field it needs an `aria-label`. */
export function TextArea({ value, onChange, mono = false, ...rest }: TextAreaProps) {
  return (
    <textarea
      spellCheck={false}
      {...useFieldIds()}
      {...rest}
      className={classes(styles.input, styles.area, mono && styles.mono)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
