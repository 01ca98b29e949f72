import { useState } from 'react'
import {
  Button,
  Checkbox,
  CopyButton,
  Dialog,
  Disclosure,
  Field,
  NumberStepper,
  Panel,
  Tabs,
  TextArea,
  TextInput,
  TxButtonView,
} from '../index.ts'
import type { TxPhaseView } from '../TxButtonView.tsx'
import styles from './Kit.module.css'
import { KitSection } from './KitSection.tsx'

type Tx = {
  phase: TxPhaseView
  label: string
  note: string
  progress: number
  kind?: 'danger'
  noteTone?: 'quiet'
}

const transactions: Tx[] = [
  { phase: 'cure', label: 'Connect a wallet', note: 'Opens the wallet list', progress: 0 },
  { phase: 'cure', label: 'Switch to Local L1', note: 'Your wallet is on chain 10', progress: 0 },
  {
    phase: 'blocked',
    label: 'Only the client can end it',
    note: '0x7a3E…91C4. You are 0x55c8…0E3d',
    progress: 0,
  },
  { phase: 'idle', label: 'Top up 240.00 USDC', note: 'Ready. Gas about 0.0002 ETH', progress: 0 },
  { phase: 'checking', label: 'Checking', note: 'Simulating against block 4,812,307', progress: 25 },
  { phase: 'wallet', label: 'Confirm in your wallet', note: 'Nothing has been sent yet', progress: 50 },
  {
    phase: 'sent',
    label: 'Sent, waiting for a block',
    note: '0x3f0c…91ab. You may leave this page',
    progress: 75,
  },
  { phase: 'confirming', label: 'Confirming 2 of 3', note: 'In block 4,812,309', progress: 90 },
  { phase: 'confirmed', label: 'Topped up 240.00 USDC', note: 'Funded until 2 Jan', progress: 100 },
  {
    phase: 'failed',
    label: 'Try again',
    note: 'You declined in the wallet. Nothing was sent.',
    progress: 0,
    noteTone: 'quiet',
  },
  {
    phase: 'failed',
    label: 'Review the amount',
    note: 'Reverted: deposit is 12.00 below the minimum (E2104)',
    progress: 0,
  },
  { phase: 'idle', label: 'End Fjordline', note: '757.80 USDC comes back', progress: 0, kind: 'danger' },
  {
    phase: 'wallet',
    label: 'Confirm in your wallet',
    note: 'Nothing has been sent yet',
    progress: 50,
    kind: 'danger',
  },
]

/** Buttons, transactions and forms in all their states. */
export function KitActions() {
  return (
    <>
      <KitSection title="Transaction button">
        <div className={styles.stack}>
          {transactions.map((tx) => (
            <TxButtonView
              key={`${tx.phase}${tx.label}${tx.kind}`}
              {...tx}
              {...(tx.phase === 'cure' ? { icon: 'wallet' as const } : {})}
              onClick={nothing}
            />
          ))}
        </div>
      </KitSection>
      <KitSection title="Buttons">
        <div className={styles.line}>
          <Button kind="main">Accept and bind</Button>
          <Button>Review</Button>
          <Button size="s">See offers</Button>
          <Button kind="quiet">Export for Safe</Button>
          <Button kind="danger">End Fjordline</Button>
          <Button kind="link">Download CSV</Button>
          <Button disabled>Sold out</Button>
          <Button icon="wallet">Connect</Button>
          <Button icon="menu" aria-label="Menu" />
          <CopyButton text="0x00" label="Copy calldata" shown />
          <Button to="/kit">A page</Button>
        </div>
      </KitSection>
      <KitSection title="Forms">
        <Forms />
      </KitSection>
    </>
  )
}

function Forms() {
  const [days, setDays] = useState(30)
  const [text, setText] = useState('')
  const [agreed, setAgreed] = useState(true)
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.columns}>
      <Panel title="Accept this offer" aside="24.00 USDC / day">
        <div className={styles.stack}>
          <Field label="Prepay" hint="At least 7. Funded until about 21 Dec. You may top up any time.">
            <NumberStepper
              value={days}
              onChange={setDays}
              min={7}
              max={365}
              unit="days"
              label="Prepaid days"
            />
          </Field>
          <Field label="Name of your chain" hint="Only for you.">
            <TextInput value={text} onChange={setText} placeholder="Fjordline" />
          </Field>
          <Field label="SystemConfig" error="This address has no code on Local L1.">
            <TextInput value="0x3b8A10Fd" onChange={setText} mono />
          </Field>
          <Field label="Key set">
            <TextArea value={text} onChange={setText} mono placeholder="0x" />
          </Field>
          <Checkbox checked={agreed} onChange={setAgreed}>
            I have the exit bundle
          </Checkbox>
          <Checkbox checked={false} onChange={setAgreed} disabled>
            Not possible here
          </Checkbox>
          <TxButtonView
            phase="wallet"
            label="Confirm in your wallet"
            note="Signature 1 of 2. Nothing has been sent yet."
            progress={50}
            wide
            onClick={nothing}
          />
        </div>
      </Panel>
      <Panel title="Around it">
        <div className={styles.stack}>
          <Tabs
            label="Vendor"
            items={[
              { to: '/kit', label: 'Earnings' },
              { to: '/offers', label: 'Offers' },
              { to: '/queue', label: 'Agent queue', count: 1 },
            ]}
          />
          <Disclosure title="How the bond is split">
            <p>What a shortfall costs is taken from the bond, at most 12.00 per epoch.</p>
          </Disclosure>
          <Button onClick={() => setOpen(true)}>Open a dialog</Button>
          <Dialog open={open} onClose={() => setOpen(false)} title="Connection">
            <Field label="RPC of Local L1" hint="Answers in 12 ms, block 4,812,307.">
              <TextInput value={text} onChange={setText} mono />
            </Field>
          </Dialog>
        </div>
      </Panel>
    </div>
  )
}

function nothing(): void {
  // The gallery sends nothing.
}
