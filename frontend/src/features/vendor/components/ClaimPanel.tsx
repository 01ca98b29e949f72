import { marketplaceAbi } from '@opraas/contracts'
import { useState } from 'react'
import { type Address, encodeFunctionData } from 'viem'
import { readContract } from '../../../shared/chain/readContract.ts'
import { amountPlaces, formatAmount, formatNumber } from '../../../shared/format/index.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { Amount, Panel } from '../../../shared/ui/index.ts'
import { type Claimable, type Claimed, claimedIn, shownFee } from '../model/claims.ts'
import { ClaimedNote } from './ClaimedNote.tsx'
import styles from './ClaimPanel.module.css'

/** What a vendor can take out of one token now, and the button that does; afterwards what came. */
export function ClaimPanel({
  vendor,
  claimable,
  kind = 'main',
}: {
  vendor: Address
  claimable: Claimable
  kind?: 'main' | 'plain'
}) {
  const { chain, client, marketplace } = useMarket()
  // What each claim of this visit brought; without a receipt it is not known.
  const [claims, setClaims] = useState<(Claimed | 'unknown')[]>([])
  const { token, agreementIds, gross, net } = claimable
  const contract = { address: marketplace, abi: marketplaceAbi } as const
  const isClaimed = async (): Promise<boolean> => {
    const reads = agreementIds.map((agreementId) =>
      readContract(client, { ...contract, functionName: 'freeOf', args: [agreementId, vendor] }),
    )
    return (await Promise.all(reads)).every(([free]) => free === 0n)
  }
  return (
    <Panel>
      <h2 className={styles.label}>Claimable now</h2>
      <Amount units={gross} token={token} size="figure" />
      <p className={styles.sentence}>{sentenceOf(claimable)}</p>
      <TxButton
        // A new one after each claim: what is earned next can be claimed next.
        key={claims.length}
        id={`claim:${chain.id}:${marketplace}:${vendor}:${token.address}`}
        chainId={chain.id}
        requires={{ role: { account: vendor, reason: 'Only the vendor can claim' } }}
        say={{ token }}
        kind={kind}
        wide
        label={net === 0n ? 'Nothing to claim' : `Claim ${formatAmount(net, token)}`}
        done="Claimed"
        note="To this account."
        blocked={net === 0n ? 'Earnings are free once their epoch is booked.' : undefined}
        call={() => ({
          to: marketplace,
          data: encodeFunctionData({
            abi: marketplaceAbi,
            functionName: 'claim',
            args: [agreementIds, vendor],
          }),
        })}
        isDone={isClaimed}
        onConfirmed={(receipt) => {
          const claimed = receipt ? claimedIn(receipt, { marketplace, party: vendor }) : 'unknown'
          setClaims([...claims, claimed])
        }}
      />
      <ClaimedNote claimed={claims.at(-1)} token={token} />
    </Panel>
  )
}

function sentenceOf(claimable: Claimable): string {
  const { token, agreementIds, feePpm } = claimable
  if (agreementIds.length === 0) return 'Nothing is free at the moment.'
  const from = `from ${agreementIds.length} ${agreementIds.length === 1 ? 'agreement' : 'agreements'}`
  if (feePpm === 0) return `${from}, without a market fee`
  const rate = feePpm === undefined ? 'the' : `${feePpm / 10_000}%`
  return `${from}, ${rate} market fee is ${formatNumber(shownFee(claimable, amountPlaces(token)), token)}`
}
