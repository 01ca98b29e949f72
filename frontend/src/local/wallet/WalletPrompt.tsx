import { useState, useSyncExternalStore } from 'react'
import { formatEther } from 'viem'
import { AddressText, Button, Checkbox, Dialog, Facts } from '../../shared/ui/index.ts'
import { findAccount, localAccounts } from './accounts.ts'
import { nameOfCall } from './nameOfCall.ts'
import { type Answer, firstAsked, type Question, setConfirmsAll, subscribeAsked } from './requests.ts'
import styles from './WalletPrompt.module.css'

/** The local wallet's own window: never part of a production build. */
export function WalletPrompt() {
  const asked = useSyncExternalStore(subscribeAsked, firstAsked)
  if (!asked) return null
  const decline = (): void => asked.answer({ agreed: false })
  return (
    <Dialog key={asked.id} open onClose={decline} title={titleOf(asked.question)}>
      <p className={styles.mark}>
        Local demo wallet. Its keys are published: it signs for local chains only.
      </p>
      {asked.question.kind === 'connect' ? (
        <Accounts onAnswer={asked.answer} />
      ) : (
        <Confirm question={asked.question} onAnswer={asked.answer} />
      )}
    </Dialog>
  )
}

function titleOf({ kind }: Question): string {
  const titles = {
    connect: 'Connect as',
    transaction: 'Confirm a transaction',
    message: 'Sign a message',
    add: 'Add a chain',
  }
  return titles[kind]
}

function Accounts({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  return (
    <ul className={styles.accounts}>
      {localAccounts().map(({ name, what, account }) => (
        <li key={name}>
          <button
            type="button"
            className={styles.choice}
            onClick={() => onAnswer({ agreed: true, address: account.address })}
          >
            <strong>{name}</strong>
            <span>{what}</span>
            <span className={styles.address}>{account.address}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

type Asking = Exclude<Question, { kind: 'connect' }>

function Confirm({ question, onAnswer }: { question: Asking; onAnswer: (answer: Answer) => void }) {
  const [all, setAll] = useState(false)
  const confirm = (): void => {
    setConfirmsAll(all)
    onAnswer({ agreed: true })
  }
  return (
    <>
      <Facts items={factsOf(question)} />
      {question.kind === 'transaction' && (
        <Checkbox checked={all} onChange={setAll}>
          Confirm the next ones by itself, until this page is closed
        </Checkbox>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => onAnswer({ agreed: false })}>Decline</Button>
        <Button kind="main" onClick={confirm}>
          Confirm
        </Button>
      </div>
    </>
  )
}

function factsOf(question: Asking) {
  switch (question.kind) {
    case 'transaction':
      return [
        { label: 'What', value: nameOfCall(question.data) },
        { label: 'From', value: findAccount(question.from)?.name ?? question.from },
        { label: 'To', value: question.to ? <AddressText address={question.to} /> : 'a new contract' },
        { label: 'Value', value: `${formatEther(question.value)} ETH` },
        { label: 'Chain', value: question.chainName },
      ]
    case 'message':
      return [{ label: 'Message', value: question.text.slice(0, 2_000) }]
    case 'add':
      return [
        { label: 'Chain', value: `${question.chainName}, ${question.chainId}` },
        { label: 'RPC', value: question.rpcUrl },
      ]
    default:
      throw new TypeError(`unknown question ${(question satisfies never as Asking).kind}`)
  }
}
