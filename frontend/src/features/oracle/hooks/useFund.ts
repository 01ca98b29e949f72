import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { useQuery } from '@tanstack/react-query'
import { type Address, BaseError, encodeFunctionData, type Hex } from 'viem'
import { getCode } from 'viem/actions'
import { readContract } from '../../../shared/chain/readContract.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import type { Market } from '../../../shared/market/market.ts'
import { MARKET_KEY } from '../../../shared/market/queries.ts'
import { readToken, type Token } from '../../../shared/market/token.ts'
import { isRevert } from '../../../shared/tx/failures.ts'
import { useAddress } from '../../../shared/wallet/useWallet.ts'

/** What is prepaid for an agreement's verdicts. Amounts in the token's units. */
export type Fund = {
  token: Token
  /** Left of what was prepaid. */
  balance: bigint
  /** Of one verdict. */
  price: bigint
  /** The connected account can take back what was not used. */
  canRefund: boolean
}

/** Reads what is prepaid at the agreement's oracle; `null` when it is not one that takes prepayments. */
export function useFund({ agreementId, terms, state }: Pick<Agreement, 'agreementId' | 'terms' | 'state'>) {
  const market = useMarket()
  const me = useAddress()
  return useQuery({
    queryKey: [MARKET_KEY, market.chain.id, market.marketplace, 'fund', terms.oracle, agreementId, state, me],
    queryFn: () => readFund(market, { oracle: terms.oracle, agreementId, isOver: isOver(state), me }),
    retry: false,
  })
}

function isOver(state: Agreement['state']): boolean {
  return state === 'Closed' || state === 'Cancelled'
}

async function readFund(
  market: Market,
  of: { oracle: Address; agreementId: Hex; isOver: boolean; me: Address | undefined },
): Promise<Fund | null> {
  const { client } = market
  const { oracle, agreementId, me } = of
  const contract = { address: oracle, abi: chainlinkSlaOracleAbi } as const
  if (!(await getCode(client, { address: oracle }))) return null
  const reads = await Promise.all([
    readContract(client, { ...contract, functionName: 'LINK' }),
    readContract(client, { ...contract, functionName: 'PAYMENT' }),
    readContract(client, { ...contract, functionName: 'balanceOf', args: [agreementId] }),
  ]).catch((error: unknown) => {
    if (isOtherContract(error)) return undefined
    throw error
  })
  if (!reads) return null
  const [link, price, balance] = reads
  const token = await readToken(market, link)
  const canRefund = of.isOver && balance > 0n && me !== undefined && (await canTakeBack(market, of, me))
  return { token, balance, price, canRefund }
}

/** Only who prepaid may: the adapter tells by refusing everybody else. */
async function canTakeBack(
  { client }: Market,
  { oracle, agreementId }: { oracle: Address; agreementId: Hex },
  me: Address,
): Promise<boolean> {
  try {
    const data = encodeFunctionData({
      abi: chainlinkSlaOracleAbi,
      functionName: 'refund',
      args: [agreementId],
    })
    await client.request({ method: 'eth_call', params: [{ from: me, to: oracle, data }, 'latest'] })
    return true
  } catch (error) {
    if (isRevert(error)) return false
    throw error
  }
}

/** The contract has no such getter: it reverts, or answers with nothing that can be decoded. */
function isOtherContract(error: unknown): boolean {
  if (isRevert(error)) return true
  if (!(error instanceof BaseError)) return false
  return (
    error.walk((cause) =>
      [
        'ContractFunctionZeroDataError',
        'AbiDecodingZeroDataError',
        'AbiDecodingDataSizeTooSmallError',
      ].includes((cause as Error).name),
    ) !== null
  )
}
