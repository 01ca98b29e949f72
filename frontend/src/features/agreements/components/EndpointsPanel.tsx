import { useState } from 'react'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Endpoints } from '../../../shared/market/endpoints.ts'
import { isDeclined, reasonOfFailure } from '../../../shared/tx/failures.ts'
import { Button, CopyButton, OutLink, Panel, StatusTag } from '../../../shared/ui/index.ts'
import { openConnect } from '../../../shared/wallet/load.ts'
import { getWallet } from '../../../shared/wallet/store.ts'
import styles from './Agreements.module.css'

/** Where the chain answers, as its vendor says: to copy, to open, to add to the wallet. */
export function EndpointsPanel({ agreement }: { agreement: Agreement }) {
  const { endpoints, chain } = agreement
  if (!endpoints)
    return (
      <Panel>
        <p className={styles.quiet}>The vendor has published no endpoints that can be read.</p>
      </Panel>
    )
  const { rpc, ws, explorer, simulated } = endpoints
  return (
    <Panel>
      <div className={styles.endpoints}>
        <Endpoint name="RPC" url={rpc} />
        <Endpoint name="WebSocket" url={ws} />
        <Endpoint name="Explorer" url={explorer} isPage />
        {simulated && (
          <StatusTag status="awaited" tinted>
            Simulated
          </StatusTag>
        )}
        {chain && rpc && (
          <AddToWallet
            chain={{ id: chain.l2ChainId, name: nameOf(agreement) }}
            endpoints={{ rpc, explorer }}
          />
        )}
      </div>
    </Panel>
  )
}

function Endpoint({
  name,
  url,
  isPage = false,
}: {
  name: string
  url: string | undefined
  isPage?: boolean
}) {
  if (url === undefined) return null
  return (
    <div className={styles.endpoint}>
      <span className={styles.endpointName}>{name}</span>
      <span className={styles.endpointUrl}>
        <code>{isPage ? <OutLink href={url}>{url}</OutLink> : url}</code>
        <CopyButton text={url} label={`Copy ${name}`} />
      </span>
    </div>
  )
}

function AddToWallet({
  chain: { id, name },
  endpoints: { rpc, explorer },
}: {
  chain: { id: number; name: string }
  endpoints: { rpc: string; explorer: Endpoints['explorer'] }
}) {
  const [said, setSaid] = useState('')
  const add = async (): Promise<void> => {
    const wallet = getWallet()
    if (wallet.kind !== 'ready' || !wallet.account) return openConnect()
    setSaid('Confirm in your wallet')
    try {
      await wallet.actions.addChain({ id, name, rpcUrl: rpc, explorer })
      setSaid('Your wallet knows the chain')
    } catch (error) {
      setSaid(
        isDeclined(error)
          ? 'You declined in the wallet'
          : reasonOfFailure(error, 'The wallet did not add it').sentence,
      )
    }
  }
  return (
    <div className={styles.addToWallet}>
      <Button icon="wallet" onClick={() => void add()}>
        Add to wallet
      </Button>
      <span role="status" className={styles.said}>
        {said}
      </span>
    </div>
  )
}
