import { marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { type Address, keccak256, stringToHex, zeroAddress } from 'viem'
import type { Action } from '../model/action.ts'
import { type Call, callOf, cast } from './stage.ts'

const hash = keccak256(stringToHex('what nobody looks at'))
const noChain = { systemConfig: zeroAddress, l2ChainId: 0n, config: '' }

/** The transaction that an action is. What leaves the market goes to the stranger. */
export function encode({ market, book }: { market: Address; book: Address }, action: Action): Call {
  if (action.kind === 'setFee') return callOf(book, offerBookAbi)(action.by, 'setFee', [action.feePpm])
  const [functionName, args] = marketCallOf(action)
  return callOf(market, marketplaceAbi)(action.by, functionName, args)
}

function marketCallOf(action: Exclude<Action, { kind: 'setFee' }>): [string, readonly unknown[]] {
  const idOf = ({ agreementId }: { agreementId: string }) => agreementId
  switch (action.kind) {
    case 'accept': {
      const { offerId, termsHash, keySet } = action.deal
      return ['accept', [offerId, termsHash, keySet, action.deposit, noChain]]
    }
    case 'bind': {
      const { agreementId, keySet } = action.deal
      return ['bind', [agreementId, keySet, { systemConfig: cast.stranger, l2ChainId: 4242n, config: '' }]]
    }
    case 'start':
      return ['start', [action.deal.agreementId, action.deal.keySet, '{}']]
    case 'publishEndpoints':
      return ['publishEndpoints', [action.deal.agreementId, '{"again":true}']]
    case 'verdict':
      return ['onVerdict', [action.deal.agreementId, action.epoch, action.verdict, hash]]
    case 'settle':
      return ['settle', [action.deal.agreementId, action.max]]
    case 'settleMany':
      return ['settleMany', [action.deals.map(idOf), action.max]]
    case 'topUp':
    case 'lockBond':
      return [action.kind, [action.deal.agreementId, action.amount]]
    case 'withdraw':
      return ['withdraw', [action.deal.agreementId, action.amount, cast.stranger]]
    case 'claim':
      return ['claim', [action.deals.map(idOf), cast.stranger]]
    case 'addBond':
      return ['addBond', [action.token, action.amount]]
    case 'withdrawBond':
      return ['withdrawBond', [action.token, action.amount, cast.stranger]]
    case 'withdrawFees':
      return ['withdrawFees', [action.token, cast.stranger]]
    case 'bundle':
      return ['bundle', [action.deal.agreementId, hash, 'ipfs://bundle']]
    case 'ready':
    case 'resume':
    case 'terminate':
    case 'forfeit':
    case 'close':
      return [action.kind, [action.deal.agreementId]]
    default:
      return action satisfies never
  }
}
