import { agentCodes } from './codes/agent.ts'
import { engineCodes } from './codes/engine.ts'
import { inputCodes } from './codes/input.ts'
import { l1Codes } from './codes/l1.ts'
import { marketCodes } from './codes/market.ts'
import { otherCodes } from './codes/other.ts'
import { stateCodes } from './codes/state.ts'
import { transactionsCodes } from './codes/transactions.ts'

/** What a number stands for, in docs/errors.md. */
export type ErrorEntry = {
  title: string
  /** When this usually happens, in one or two sentences. */
  cause: string
  remedy: string
  /** True when the same call may succeed later. */
  retryable?: boolean
}

/**
 * Every error number, what it means, and what to do. Numbers are never reused. docs/errors.md is generated from this.
 *
 * 1xx what the user wrote · 2xx the L1 and its contracts · 3xx transactions and keys · 4xx state and locks ·
 * 5xx engines · 6xx the market · 7xx the agent · 8xx probe and oracle · 9xx the rest.
 */
export const errorRegistry = {
  ...inputCodes,
  ...l1Codes,
  ...transactionsCodes,
  ...stateCodes,
  ...engineCodes,
  ...marketCodes,
  ...agentCodes,
  ...otherCodes,
} as const

export type ErrorCode = keyof typeof errorRegistry

/** What a program ends with: 2 when the user's input is wrong, 130 when interrupted, else 1. */
export function exitCodeOf(code: ErrorCode): 1 | 2 | 130 {
  if (code === 'OPR-901') return 130
  return code.startsWith('OPR-1') ? 2 : 1
}
