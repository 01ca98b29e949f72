import type { Address, Hex } from 'viem'

/** What a visitor is asked. */
export type Question =
  | { kind: 'connect' }
  | {
      kind: 'transaction'
      from: Address
      to: Address | undefined
      value: bigint
      data: Hex
      chainName: string
    }
  | { kind: 'message'; from: Address; text: string }
  | { kind: 'add'; chainName: string; chainId: number; rpcUrl: string }

/** `address` is the account chosen for the page; only of a connect question. */
export type Answer = { agreed: boolean; address?: Address }

type Asked = { id: number; question: Question; answer(answer: Answer): void }

let asked: readonly Asked[] = []
let nextId = 0
/** Until the page is closed: transactions are confirmed without asking. */
let confirmsAll = false
const listeners = new Set<() => void>()

function change(next: readonly Asked[]): void {
  asked = next
  for (const listener of listeners) listener()
}

/** Asks the visitor; questions wait for each other. */
export function ask(question: Question): Promise<Answer> {
  if (confirmsAll && question.kind === 'transaction') return Promise.resolve({ agreed: true })
  return new Promise((resolve) => {
    nextId += 1
    const id = nextId
    const answer = (given: Answer): void => {
      change(asked.filter((one) => one.id !== id))
      resolve(given)
    }
    change([...asked, { id, question, answer }])
  })
}

/** From now on transactions are confirmed by themselves, or no longer. */
export function setConfirmsAll(value: boolean): void {
  confirmsAll = value
}

export function firstAsked(): Asked | undefined {
  return asked[0]
}

export function subscribeAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
