import { useState } from 'react'
import { useFieldIds } from './Field.tsx'
import { Icon } from './Icon.tsx'
import styles from './NumberStepper.module.css'

/**
 * A whole number from `min` to `max`, by buttons or typed. What is typed counts once it is within bounds; on leaving,
 * it goes to the nearest bound. `label` is its name outside of a Field, `unit` what it counts.
 */
export function NumberStepper({
  value,
  onChange,
  min,
  max,
  unit,
  label,
}: {
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  unit: string
  label: string
}) {
  const [draft, setDraft] = useState<string>()
  const ids = useFieldIds()
  const text = draft ?? String(value)
  const step = (to: number): void => {
    setDraft(undefined)
    onChange(Math.min(max, Math.max(min, to)))
  }
  const type = (typed: string): void => {
    const digits = typed.replace(/\D/g, '')
    setDraft(digits)
    const wanted = Number(digits)
    if (digits !== '' && wanted >= min && wanted <= max) onChange(wanted)
  }
  return (
    <div className={styles.stepper} data-invalid={ids['aria-invalid']}>
      <button
        type="button"
        className={styles.button}
        aria-label={`Less, ${label}`}
        disabled={value <= min}
        onClick={() => step(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <label className={styles.value}>
        <input
          {...ids}
          className={styles.input}
          style={{ width: `${Math.max(1, text.length)}ch` }}
          inputMode="numeric"
          role="spinbutton"
          aria-label={ids.id === undefined ? label : undefined}
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuetext={`${value} ${unit}`}
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={() => text !== String(value) && step(Number(text) || value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp') step(value + 1)
            else if (event.key === 'ArrowDown') step(value - 1)
            else return
            event.preventDefault()
          }}
        />
        <span aria-hidden="true">{unit}</span>
      </label>
      <button
        type="button"
        className={styles.button}
        aria-label={`More, ${label}`}
        disabled={value >= max}
        onClick={() => step(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  )
}
