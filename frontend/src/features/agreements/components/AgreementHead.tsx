import type { Address } from 'viem'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import {
  AddressText,
  Button,
  ChainText,
  HashText,
  Identicon,
  LinkText,
  PageHead,
  StateTag,
} from '../../../shared/ui/index.ts'
import { type NextAction, type Party, partyOf } from '../model.ts'
import styles from './Agreements.module.css'

/** What an agreement is, its state, and what can be done. `onTopUp` is undefined when money cannot be added. */
export function AgreementHead({
  agreement,
  me,
  next,
  onTopUp,
}: {
  agreement: Agreement
  me: Address | undefined
  next: NextAction
  onTopUp: (() => void) | undefined
}) {
  const { agreementId, chain, state } = agreement
  const party = partyOf(agreement, me)
  const name = nameOf(agreement)
  const isDeployNext = next.act === 'deploy' && party === 'client'
  const end = endWords(agreement, me === undefined ? 'client' : party)
  const actions = [
    end && (
      <Button key="end" to={`/agreements/${agreementId}/end`} size="l">
        {end}
      </Button>
    ),
    onTopUp && (
      <Button key="topUp" kind={isDeployNext ? 'plain' : 'main'} size="l" onClick={onTopUp}>
        Top up
      </Button>
    ),
    isDeployNext && (
      <Button key="deploy" kind="main" to={`/deploy/${agreementId}`}>
        Deploy or attach
      </Button>
    ),
  ].filter(Boolean)
  return (
    <PageHead
      crumbs={[{ label: 'Agreements', to: '/agreements' }, { label: name }]}
      icon={<Identicon address={chain?.systemConfig ?? agreement.client} size={40} />}
      title={<bdi dir="auto">{name}</bdi>}
      tag={<StateTag state={state} />}
      subtitle={<Subtitle agreement={agreement} isMine={party === 'vendor'} />}
      {...(actions.length > 0 && { actions })}
    />
  )
}

function Subtitle({
  agreement: { agreementId, chain, vendor, offerId, text },
  isMine,
}: {
  agreement: Agreement
  isMine: boolean
}) {
  return (
    <span className={styles.subtitle}>
      <span className={styles.part}>
        {chain ? `L2 chain ${chain.l2ChainId} by` : 'No chain yet, by'}
        <AddressText address={vendor} you={isMine} />
      </span>
      <LinkText to={`/offers/${offerId}`}>
        <ChainText text={text?.name || 'Its offer'} />
      </LinkText>
      <span className={styles.part}>
        Agreement
        <HashText hash={agreementId} />
      </span>
    </span>
  )
}

/** How the way out is called; undefined where there is none for the reader. */
function endWords({ state, money }: Agreement, party: Party): string | undefined {
  if (party !== 'client') return undefined
  switch (state) {
    case 'Reserved':
    case 'Requested':
      return 'Cancel…'
    case 'Active':
    case 'Suspended':
      return 'Terminate…'
    case 'Ended':
      return 'Refund…'
    case 'Closed':
    case 'Cancelled':
      return money.freeClient > 0n ? 'Refund…' : 'What came back'
    case 'None':
      return undefined
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}
