import { type Address, encodeFunctionData, erc20Abi } from 'viem'
import { useFreshness } from '../chain/head.ts'
import { useConfig } from '../config/context.tsx'
import { formatAmount } from '../format/index.ts'
import type { Token } from '../market/token.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { CureButton } from './CureButton.tsx'
import { findNeed, type Requires } from './need.ts'
import { PhaseButton } from './PhaseButton.tsx'
import { useHoldings } from './useHoldings.ts'
import { type TxOptions, useTransaction } from './useTransaction.ts'

export type TxButtonProps = TxOptions & {
  requires: Omit<Requires, 'chainId'>
  /** Verb and amount: "Top up 240.00 USDC". */
  label: string
  /** What it says when it is done: "Topped up 240.00 USDC". */
  done: string
  /** `main`: one per page. */
  kind?: 'main' | 'plain' | 'danger'
  /** Beside the idle button: what it costs. */
  note?: string | undefined
  /** Why it cannot be done, whoever asks: nobody is asked to connect or to allow anything for it. */
  blocked?: string | undefined
  /** As wide as its place, the note below it. */
  wide?: boolean | undefined
}

/**
 * The only way to send a transaction: says what is missing before, tries the call out, follows it to the end, and
 * says in plain words what came of it.
 */
export function TxButton(props: TxButtonProps) {
  const { requires, label, done, kind = 'main', note, blocked, wide, ...options } = props
  const wallet = useWallet()
  const freshness = useFreshness(options.chainId)
  const required = { ...requires, chainId: options.chainId }
  const holdings = useHoldings(required)
  const { phase, start, busy } = useTransaction(options)
  const need = findNeed(required, { wallet, freshness, holdings })

  if (busy || phase.kind === 'confirmed' || phase.kind === 'replaced')
    return <PhaseButton phase={phase} label={label} done={done} kind={kind} wide={wide} onStart={start} />
  if (blocked !== undefined)
    return <CureButton need={{ kind: 'blocked', reason: blocked }} label={label} wide={wide} />
  if (need.kind === 'allowance') {
    const { token, spender, amount } = need
    // Another amount is another act: what was said of the one before does not hold for it.
    const key = `${token.address} ${spender} ${amount}`
    return <AllowButton key={key} {...{ token, spender, amount, wide }} chainId={options.chainId} />
  }
  if (need.kind !== 'nothing') return <CureButton need={need} label={label} wide={wide} />
  const idle = { phase, label, done, kind, note, wide }
  return <PhaseButton {...idle} onStart={start} />
}

/** Lets the market take exactly one amount; nothing is left open afterwards. */
function AllowButton({
  token,
  spender,
  amount,
  chainId,
  wide,
}: {
  token: Token
  spender: Address
  amount: bigint
  chainId: number
  wide: boolean | undefined
}) {
  const { market } = useConfig()
  const exact = formatAmount(amount, token)
  const { phase, start } = useTransaction({
    id: `allow:${chainId}:${market.marketplace}:${token.address}:${amount}`,
    chainId,
    say: { token },
    call: () => ({
      to: token.address,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
    }),
  })
  return (
    <PhaseButton
      phase={phase}
      label={`Allow exactly ${exact}`}
      done={`Allowed ${exact}`}
      kind="cure"
      wide={wide}
      note="First of two transactions. The market may then take this amount, and no more."
      onStart={start}
    />
  )
}
