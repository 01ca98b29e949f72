import {
  amountPlaces,
  formatUnits2,
  isBelowShown,
  smallestShown,
  type Token,
  tokenSymbol,
} from '../format/index.ts'
import styles from './Amount.module.css'
import { classes } from './classes.ts'

export type AmountTone = 'quiet' | 'met' | 'degraded' | 'failed' | 'accent'

/**
 * An amount of a token: the fraction quieter than the whole, the exact value on hover. `units` are the token's
 * smallest; what is shown rounds down.
 */
export function Amount({
  units,
  token,
  places = amountPlaces(token),
  symbol = true,
  tone,
  size = 'body',
}: {
  units: bigint
  token: Token
  places?: number | undefined
  symbol?: boolean | undefined
  tone?: AmountTone | undefined
  size?: 'body' | 'figure' | undefined
}) {
  const parts = formatUnits2(units, token.decimals, places)
  const name = tokenSymbol(token)
  const { sign, whole, fraction, exact } = isBelowShown(units, parts) ? below(parts) : parts
  const isQuiet = /[1-9]/.test(whole)
  return (
    <span className={classes(styles.amount, styles[size], tone && styles[tone])} title={`${exact} ${name}`}>
      <span className={styles.number}>
        {sign}
        {whole}
        {fraction && <span className={classes(isQuiet && styles.fraction)}>.{fraction}</span>}
      </span>
      {symbol && (
        <bdi className={styles.symbol} dir="auto">
          {name}
        </bdi>
      )}
    </span>
  )
}

function below(parts: ReturnType<typeof formatUnits2>) {
  const [whole = '', fraction = ''] = smallestShown(parts).split('.')
  return { ...parts, whole: `<${whole}`, fraction }
}
