import { exactPlaces, formatAmount } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { MoneyBar, type MoneySegment, Panel } from '../../../shared/ui/index.ts'
import { splitBond, splitMoney, stakeLabel } from '../model.ts'

/** Where the client's money and the vendor's bond are; each bar adds up to the sum in its head. */
export function MoneyPanel({
  agreement,
  now,
  isClient,
}: {
  agreement: Agreement
  now: number
  isClient: boolean
}) {
  const { token } = agreement
  return (
    <Panel title="Money">
      <MoneyBar
        title={isClient ? 'Your money' : 'Client’s money'}
        note={sourcesOf(agreement)}
        segments={moneySegments(agreement, now, isClient)}
        token={token}
      />
      <MoneyBar
        title="Vendor’s bond"
        note={`${formatAmount(agreement.money.bondLocked, token)} locked at accept`}
        segments={bondSegments(agreement)}
        token={token}
      />
    </Panel>
  )
}

function sourcesOf({ money, token }: Agreement): string {
  const fromBond = money.slashed + money.forfeited
  const exact = (units: bigint): string => formatAmount(units, token, exactPlaces(token, units))
  const deposited = `${exact(money.deposited)} deposited`
  return fromBond === 0n ? deposited : `${deposited} + ${exact(fromBond)} from the bond`
}

function moneySegments(agreement: Agreement, now: number, isClient: boolean): MoneySegment[] {
  const { earned, atStake, yours, claimed } = splitMoney(agreement, now)
  const whose = isClient ? 'Yours' : 'The client’s'
  const isOver =
    agreement.state === 'Closed' || agreement.state === 'Cancelled' || agreement.state === 'Ended'
  return [
    { kind: 'earned', label: 'Earned by vendor', units: earned },
    ...(agreement.state !== 'Active' && atStake === 0n
      ? []
      : [{ kind: 'atStake' as const, label: stakeLabel(agreement, now), units: atStake }]),
    { kind: 'yours', label: isOver ? `${whose} to claim` : `${whose} if it ended now`, units: yours },
    ...(claimed > 0n ? [{ kind: 'yours' as const, label: 'Claimed back', units: claimed }] : []),
  ]
}

function bondSegments(agreement: Agreement): MoneySegment[] {
  const { locked, slashed, forfeited, returned } = splitBond(agreement)
  return [
    { kind: 'locked', label: 'Still locked', units: locked },
    { kind: 'slashed', label: 'Slashed to the deposit', units: slashed },
    ...(forfeited > 0n
      ? [{ kind: 'slashed' as const, label: 'Forfeited by leaving early', units: forfeited }]
      : []),
    ...(returned > 0n
      ? [{ kind: 'locked' as const, label: 'Back in the vendor’s pot', units: returned }]
      : []),
  ]
}
