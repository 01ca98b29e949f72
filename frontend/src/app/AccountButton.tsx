import { useChainName, useConfig } from '../shared/config/context.tsx'
import { shortAddress } from '../shared/format/index.ts'
import { Icon, Identicon } from '../shared/ui/index.ts'
import { loadWallet, openConnect } from '../shared/wallet/load.ts'
import { useWallet } from '../shared/wallet/useWallet.ts'
import styles from './TopBar.module.css'

/** Connects a wallet; afterwards shows the account, and where it stands when that is another chain. */
export function AccountButton() {
  const wallet = useWallet()
  const { chains } = useConfig()
  const account = wallet.kind === 'ready' ? wallet.account : undefined
  const chainName = useChainName(account?.chainId ?? 0)
  if (wallet.kind !== 'ready' || !account) {
    const isBusy = wallet.kind === 'loading' || (wallet.kind === 'ready' && wallet.connecting)
    return (
      <button
        type="button"
        className={styles.account}
        onClick={() => void openConnect()}
        onPointerEnter={() => void loadWallet()}
        onFocus={() => void loadWallet()}
        data-testid="connect"
      >
        <Icon name="wallet" />
        <span>{isBusy ? 'Connecting' : 'Connect'}</span>
      </button>
    )
  }
  const isServed = chains.some(({ id }) => id === account.chainId)
  return (
    <button
      type="button"
      className={styles.account}
      onClick={() => wallet.actions.openAccount()}
      title={`${account.address}, ${account.walletName}`}
      data-testid="account"
    >
      <Identicon address={account.address} size={18} />
      <span className={styles.address}>{shortAddress(account.address)}</span>
      {!isServed && <span className={styles.elsewhere}>on {chainName}</span>}
    </button>
  )
}
