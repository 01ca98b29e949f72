import { type Hash, parseEther } from 'viem'
import { openBridge } from '../../bridge/index.ts'
import { CheckFailedError } from '../../core/errors/index.ts'
import type { CheckContext } from './context.ts'

const DEPOSITED_WEI = parseEther('1')
const WITHDRAWN_WEI = parseEther('0.3')

/** Who gets the withdrawal: an account that pays for nothing. */
const receiver = '0x00000000000000000000000000000000000dad00'

export type MoneyPath = {
  depositTx: Hash
  withdrawal: { initiated: Hash; proved: Hash; finalized: Hash }
}

/** Opens the bridge of a development chain, with the owner's key. */
export async function openDevBridge({ dev, signal, report }: CheckContext) {
  return openBridge({
    chain: dev.chain,
    l2RpcUrl: `http://127.0.0.1:${dev.chain.rpcPort}`,
    environment: dev.environment,
    confirmations: 1,
    maxFeePerGasWei: 500_000_000_000n,
    signal,
    report,
  })
}

/** ETH goes to L2, and a part of it back: judged by balances, not by receipts. */
export async function checkMoney(
  context: CheckContext,
  mark: (name: 'deposit' | 'prove' | 'finalize') => void,
): Promise<MoneyPath> {
  const { l1, l2, report } = context
  const bridge = await openDevBridge(context)
  const depositTo = '0x00000000000000000000000000000000000dad01'
  const deposit = await bridge.deposit({ amountWei: DEPOSITED_WEI, to: depositTo })
  requireBalance('the deposit on L2', await l2.getBalance({ address: depositTo }), DEPOSITED_WEI)
  mark('deposit')
  report(`deposited 1 ETH: on L2 in ${deposit.l2Hash}`)

  const before = await l1.getBalance({ address: receiver })
  const { l2Hash } = await bridge.withdraw({ amountWei: WITHDRAWN_WEI, to: receiver })
  report(`withdrawal initiated: ${l2Hash}`)
  const proven = await bridge.prove({ hash: l2Hash, wait: true })
  mark('prove')
  report('withdrawal proven; its proposal has to be resolved now, and the windows pass')
  const finalized = await bridge.finalize({ hash: l2Hash, wait: true })
  mark('finalize')
  const gained = (await l1.getBalance({ address: receiver })) - before
  requireBalance('the withdrawal on L1', gained, WITHDRAWN_WEI)
  report('withdrawal finalized: 0.3 ETH arrived')
  if (!proven.l1Hash || !finalized.l1Hash) {
    throw new CheckFailedError({
      check: 'the withdrawal is this run’s',
      found: 'it was proven or finalized before',
    })
  }
  return {
    depositTx: deposit.l2Hash,
    withdrawal: { initiated: l2Hash, proved: proven.l1Hash, finalized: finalized.l1Hash },
  }
}

function requireBalance(what: string, found: bigint, expected: bigint): void {
  if (found === expected) return
  throw new CheckFailedError({ check: what, found: `${found} wei, expected ${expected} wei` })
}
