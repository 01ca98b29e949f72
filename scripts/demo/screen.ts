import { setTimeout as sleep } from 'node:timers/promises'
import { agreementState, marketplaceAbi } from '@opraas/contracts'
import pc from 'picocolors'
import type { Address, Hex } from 'viem'
import { type Chains, type Client, localClient } from './chain.ts'
import { money, percent } from './money.ts'
import type { Narrator } from './narrator.ts'
import { demo } from './terms.ts'

/** Where the client's chain answers, and whether the vendor says that it is simulated. */
export type DemoL2 = { url: string; chainId: number; simulated: boolean }

/** What the status block is drawn from; filled in as the story goes on. */
export type ScreenState = {
  chains?: Chains
  marketplace?: Address
  agreementId?: Hex
  l2?: DemoL2
  /** Where people can look at things, by name. */
  places: Record<string, string>
}

const PERIOD_MS = 500

/** Draws the status block until the signal aborts. Reads chains only; what does not answer is shown as such. */
export async function runScreen(narrator: Narrator, state: ScreenState, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    narrator.show(await lines(state))
    await sleep(PERIOD_MS, undefined, { signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }
}

async function lines(state: ScreenState): Promise<string[]> {
  const head = await Promise.all([l1Line(state), l2Line(state)])
  const agreement = await agreementLines(state)
  const places = Object.entries(state.places).map(([name, place]) => `${pc.dim(name.padEnd(12))} ${place}`)
  return ['', pc.dim('─'.repeat(72)), ...head, ...agreement, ...places]
}

async function l1Line({ chains }: ScreenState): Promise<string> {
  if (!chains) return row('L1', pc.dim('starting'))
  const { l1 } = chains
  const number = await orNothing(l1.client.getBlockNumber())
  return row('L1', number === undefined ? pc.red('does not answer') : `block ${number}  ${pc.dim(l1.url)}`)
}

async function l2Line({ l2 }: ScreenState): Promise<string> {
  if (!l2) return row('L2', pc.dim('none yet'))
  const client = localClient(l2.url, l2.chainId)
  const block = await orNothing(client.getBlock())
  if (!block) return row('L2', pc.red('does not answer'))
  const age = Math.max(0, Math.round(Date.now() / 1000 - Number(block.timestamp)))
  const kind = l2.simulated ? pc.yellow('simulated: anvil') : await derivedHeads(client)
  return row('L2', `block ${block.number}, ${age} s old  ${pc.dim(l2.url)}  ${kind}`)
}

/** What L1 alone gives back. */
async function derivedHeads(client: Client): Promise<string> {
  const [safe, finalized] = await Promise.all([
    orNothing(client.getBlock({ blockTag: 'safe' })),
    orNothing(client.getBlock({ blockTag: 'finalized' })),
  ])
  return pc.dim(`safe ${safe?.number ?? '–'}, finalized ${finalized?.number ?? '–'}`)
}

async function agreementLines({ chains, marketplace, agreementId }: ScreenState): Promise<string[]> {
  if (!chains || !marketplace || !agreementId) return [row('Agreement', pc.dim('none yet'))]
  const { client } = chains.market
  const contract = { address: marketplace, abi: marketplaceAbi } as const
  const found = await orNothing(
    Promise.all([
      client.readContract({ ...contract, functionName: 'getAgreement', args: [agreementId] }),
      client.getContractEvents({
        ...contract,
        eventName: 'EpochSettled',
        args: { agreementId },
        fromBlock: 0n,
        strict: true,
      }),
    ]),
  )
  if (!found) return [row('Agreement', pc.red('the market does not answer'))]
  const [view, settled] = found
  const cells = settled.map(({ args }) => cell(args.payoutBps, args.outcome))
  const state = agreementState(view.state)
  const now =
    state === 'Active'
      ? Math.floor((Date.now() / 1000 - view.anchor) / demo.epochSeconds)
      : view.settledEpochs
  const waiting = Math.max(0, now - view.settledEpochs)
  const ahead = state === 'Active' ? Math.max(0, view.fundedEpochs - now - 1) : 0
  const strip = [
    ...cells,
    ...Array<string>(waiting).fill(pc.dim('·')),
    state === 'Active' ? pc.blue('▸') : '',
  ].join('')
  return [
    row('Agreement', `${pc.bold(state)}  ${pc.dim(`${agreementId.slice(0, 10)}…${agreementId.slice(-4)}`)}`),
    row('Epochs', `${strip}${pc.blue('░'.repeat(ahead))}  ${pc.dim('judged, now, funded ahead')}`),
    row('Money', `deposit ${money(view.deposit)}  earned ${money(view.earned)}  bond ${money(view.bond)}`),
  ]
}

/** One judged epoch: how much of its price was paid, in eighths, and a cross for none. */
function cell(payoutBps: number, outcome: number): string {
  if (outcome === 3) return pc.dim('?')
  if (payoutBps === 0) return pc.red('×')
  if (payoutBps === 10_000) return pc.green('█')
  return pc.yellow('▁▂▃▄▅▆▇'[Math.min(6, Math.floor((payoutBps / 10_000) * 7))] ?? percent(payoutBps))
}

function row(name: string, text: string): string {
  return `${name.padEnd(12)} ${text}`
}

/** A reading for people: no answer is shown, not thrown. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
