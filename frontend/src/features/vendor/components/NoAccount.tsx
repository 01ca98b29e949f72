import { Button, Empty } from '../../../shared/ui/index.ts'
import { openConnect } from '../../../shared/wallet/load.ts'

/** Nobody is connected: whose earnings would it show? */
export function NoAccount() {
  return (
    <Empty
      title="No account is connected"
      action={
        <Button kind="main" icon="wallet" onClick={() => void openConnect()}>
          Connect a wallet
        </Button>
      }
    >
      Connect the account that made your offers to see what it earned and to claim it.
    </Empty>
  )
}
