import { useState } from 'react'
import {
  Button,
  CopyButton,
  Empty,
  ErrorNote,
  HashText,
  LinkText,
  Notice,
  Panel,
  Skeleton,
  Step,
  StepAction,
  StepList,
  SubStep,
  TxButtonView,
} from '../index.ts'
import styles from './Kit.module.css'
import { KitSection } from './KitSection.tsx'
import { hash } from './samples.ts'

/** What a list or a long piece of work looks like before, during and after. */
export function KitStates() {
  const [tries, setTries] = useState(3)
  return (
    <>
      <KitSection title="States of a list">
        <div className={styles.stack}>
          <Empty title="No agreements yet" action={<Button size="s">See offers</Button>}>
            Accept an offer and your first chain shows up here.
          </Empty>
          <Panel>
            <Skeleton lines={2} cells={22} />
          </Panel>
          <ErrorNote
            what="Local L1 does not answer."
            error={`Tried 127.0.0.1:8545 ${tries} times.`}
            onRetry={() => setTries(tries + 1)}
            alternative={<LinkText to="/settings">use another RPC</LinkText>}
          />
          <Notice tone="stale" title="Figures are 48 s old.">
            The last block was 4,812,307. Writing waits until the chain moves.
          </Notice>
          <Notice tone="warn" title="Money ends in 5 days." action={<Button size="s">Top up</Button>}>
            168.00 USDC pays one week more.
          </Notice>
          <Notice tone="good" title="The chain is yours.">
            24 checks of owners, roles and code hold.
          </Notice>
        </div>
      </KitSection>
      <KitSection title="Steps">
        <StepList>
          <Step state="done" title="Check" subtitle="Your settings, the keys and this L1">
            <SubStep state="done" title="Intent is valid, chain id 42069 is free" />
            <SubStep state="done" title="0x7a3E…91C4 holds 0.412 ETH, at most 0.021 more is needed" />
          </Step>
          <Step state="skipped" title="Shared implementations" subtitle="Already on this L1, nothing to pay">
            <SubStep state="skipped" title="17 contracts, code hashes match release 0.17.3" aside="0 gas" />
          </Step>
          <Step
            state="next"
            title="Chain contracts"
            subtitle="3 transactions, the last hands ownership to you"
          >
            <SubStep
              state="done"
              title="Create proxies and address book"
              aside={
                <>
                  11,204,518 gas <HashText hash={hash} href="https://scan.example/tx/1" />
                </>
              }
            />
            <SubStep
              state="done"
              title="Set up bridge, portal and system config"
              note="Sped up in your wallet; replaced 0x02d9…88a1"
              aside={
                <>
                  9,873,940 gas <HashText hash={hash} />
                </>
              }
            />
            <StepAction
              title="Install fault proofs, hand over ownership"
              actions={
                <>
                  <TxButtonView
                    phase="idle"
                    label="Deploy fault proofs"
                    progress={0}
                    onClick={() => setTries(0)}
                  />
                  <CopyButton text="0x" label="Copy calldata" shown />
                  <Button kind="quiet">Export for Safe</Button>
                </>
              }
            >
              Transaction 3 of 3, about 8,410,000 gas, about 0.0168 ETH. Simulated at block 4,812,307:
              succeeds.
            </StepAction>
          </Step>
          <Step
            state="running"
            title="Freeze the L1 origin"
            subtitle="Waits for a finalized block"
            aside="about 13 min"
          />
          <Step state="failed" title="Roles" subtitle="The batcher is another one">
            <SubStep state="failed" title="Batcher is 0x12…9f, the key set says 0x8c…04" />
            <SubStep state="running" title="Proposer" />
            <SubStep state="empty" title="Challenger" />
          </Step>
          <Step
            state="empty"
            title="Genesis and rollup config"
            subtitle="Computed in this tab, no transaction"
          />
        </StepList>
      </KitSection>
    </>
  )
}
