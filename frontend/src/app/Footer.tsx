import { rpcHost } from '../shared/chain/client.ts'
import { useConfig } from '../shared/config/context.tsx'
import { type ThemeChoice, useTheme } from '../shared/theme.ts'
import { AddressText, LinkText } from '../shared/ui/index.ts'
import styles from './Layout.module.css'

const choices: readonly { choice: ThemeChoice; name: string }[] = [
  { choice: 'system', name: 'As the system' },
  { choice: 'light', name: 'Light' },
  { choice: 'dark', name: 'Dark' },
]

/** What code this page talks to, through which RPC; the theme. */
export function Footer() {
  const { market, chains } = useConfig()
  const { choice, choose } = useTheme()
  const chain = chains.find(({ id }) => id === market.chainId)
  return (
    <footer className={styles.footer}>
      <span>
        Market <AddressText address={market.marketplace} /> on {chain?.name}, read through{' '}
        <LinkText to="/settings">{chain ? rpcHost(chain) : ''}</LinkText>
      </span>
      <label className={styles.theme}>
        Theme
        <select value={choice} onChange={({ target }) => choose(target.value as ThemeChoice)}>
          {choices.map(({ choice: value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </footer>
  )
}
