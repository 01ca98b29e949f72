import { useId } from 'react'
import styles from './Segmented.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export type Segment<Value extends string> = { value: Value; label: string; count?: number | undefined }

/** One choice of a few, at once visible: native radio buttons. `label` says what is chosen. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: Segment<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className={styles.segments}>
      <legend>
        <VisuallyHidden>{label}</VisuallyHidden>
      </legend>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.count !== undefined && <b>{option.count}</b>}
        </label>
      ))}
    </fieldset>
  )
}
