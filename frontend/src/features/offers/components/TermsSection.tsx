import { zeroAddress, zeroHash } from 'viem'
import { useMarket } from '../../../shared/market/context.tsx'
import type { Offer } from '../../../shared/market/offers.ts'
import { AddressText, type Fact, Facts, HashText, OutLink, safeHref } from '../../../shared/ui/index.ts'
import { oracleName } from '../model.ts'
import { lensWords, termsFacts } from '../termsFacts.ts'
import { PageSection } from './PageSection.tsx'

/** All terms that are not the pay itself: times, costs, who judges, and where the human text is. */
export function TermsSection({ offer }: { offer: Offer }) {
  const { terms, termsHash } = offer
  const { chain, oracles } = useMarket()
  const { oracle, lens } = terms
  const facts: Fact[] = [
    ...termsFacts(offer),
    {
      label: 'Oracle',
      value: <AddressText address={oracle} name={oracleName(oracle, oracles)} />,
      ...(oracleName(oracle, oracles) === undefined && { note: 'Not one that this dApp knows' }),
    },
    {
      label: 'Roles',
      value: lensWords(terms, chain.id),
      ...(lens !== zeroAddress && { note: <AddressText address={lens} /> }),
    },
    { label: 'Terms hash', value: <HashText hash={termsHash} /> },
    documentFact(offer),
  ]
  return (
    <PageSection title="Terms">
      <Facts columns={2} items={facts} />
    </PageSection>
  )
}

/** The human terms: their text when it is on chain and checked, else where they are said to be. */
function documentFact({ text, uri, terms: { document } }: Offer): Fact {
  const label = 'Human terms'
  if (document === zeroHash) return { label, value: 'None' }
  if (text) return { label, value: 'On chain: the name and text above', note: 'Checked against its hash' }
  const hash = <HashText hash={document} />
  const isLink = safeHref(uri) !== undefined
  return { label, value: isLink ? <OutLink href={uri} /> : 'Not readable here', note: <>Hash {hash}</> }
}
