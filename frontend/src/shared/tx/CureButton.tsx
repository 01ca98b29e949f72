import { useState } from 'react'
import { useChain, useChainName } from '../config/context.tsx'
import { formatAmount, shortAddress } from '../format/index.ts'
import { TxButtonView } from '../ui/index.ts'
import { openConnect } from '../wallet/load.ts'
import { getWallet } from '../wallet/store.ts'
import { isDeclined, reasonOfFailure } from './failures.ts'
import type { Need } from './need.ts'

type Missing =
  | Exclude<Need, { kind: 'nothing' } | { kind: 'allowance' }>
  | { kind: 'blocked'; reason: string }

/** A button that cures what is missing before a transaction, or says why it cannot be done. */
export function CureButton({
  need,
  label,
  wide,
}: {
  need: Missing
  label: string
  wide?: boolean | undefined
}) {
  switch (need.kind) {
    case 'wallet':
      return (
        <TxButtonView
          phase={need.loading ? 'blocked' : 'cure'}
          icon="wallet"
          label={need.loading ? 'Asking your wallet' : 'Connect a wallet'}
          note={`Then: ${label}.`}
          progress={0}
          disabled={need.loading}
          wide={wide}
          onClick={() => void openConnect()}
        />
      )
    case 'network':
      return <SwitchButton chainId={need.chainId} on={need.on} wide={wide} />
    case 'role':
      return (
        <Blocked
          wide={wide}
          label={need.reason}
          note={`That is ${shortAddress(need.account)}. You are ${shortAddress(need.you)}.`}
        />
      )
    case 'stale':
      return (
        <Blocked
          wide={wide}
          label={label}
          note={`${need.answers ? 'The chain makes no blocks' : 'The chain does not answer'}. Writing waits until its figures are new.`}
        />
      )
    case 'token':
      return (
        <Blocked
          wide={wide}
          label={`Not enough ${need.token.symbol}`}
          note={`You have ${formatAmount(need.has, need.token)}, this takes ${formatAmount(need.amount, need.token)}.`}
        />
      )
    case 'gas':
      return (
        <Blocked
          wide={wide}
          label="Not enough ETH for gas"
          note="This account holds too little ETH on this chain."
        />
      )
    case 'blocked':
      return <Blocked wide={wide} label={label} note={need.reason} />
    default:
      throw new TypeError(`unknown need ${(need satisfies never as Missing).kind}`)
  }
}

function Blocked({ label, note, wide }: { label: string; note: string; wide: boolean | undefined }) {
  const view = { phase: 'blocked', label, note, wide, progress: 0 } as const
  return <TxButtonView {...view} disabled onClick={nothing} />
}

/** Switches the wallet to the chain; tells the wallet of it first when it does not know it. */
function SwitchButton({ chainId, on, wide }: { chainId: number; on: number; wide: boolean | undefined }) {
  const [said, setSaid] = useState<string>()
  const name = useChainName(chainId)
  const isServed = useChain(chainId) !== undefined
  const standsOn = useChainName(on)
  if (!isServed)
    return (
      <Blocked
        wide={wide}
        label={`Needs chain ${chainId}`}
        note="This dApp has no RPC of that chain in its config.json."
      />
    )
  const switchOver = async (): Promise<void> => {
    const wallet = getWallet()
    if (wallet.kind !== 'ready') return
    setSaid('Confirm in your wallet.')
    try {
      await wallet.actions.switchChain(chainId)
      setSaid(undefined)
    } catch (error) {
      const reason = reasonOfFailure(error, 'The wallet did not switch')
      setSaid(isDeclined(error) ? 'You declined in the wallet.' : reason.sentence)
    }
  }
  return (
    <TxButtonView
      phase="cure"
      icon="wallet"
      label={`Switch to ${name}`}
      note={said ?? `Your wallet is on ${standsOn}.`}
      progress={0}
      wide={wide}
      onClick={() => void switchOver()}
    />
  )
}

function nothing(): void {
  // A disabled button is not clicked.
}
