import { marketplaceAbi } from '@opraas/contracts'
import type { Address, ContractFunctionReturnType, Hex } from 'viem'
import type { Deal } from '../model/action.ts'
import type { Numbers } from '../model/numbers.ts'
import { type Stage, tokenAbi } from './stage.ts'

type AgreementView = ContractFunctionReturnType<typeof marketplaceAbi, 'view', 'getAgreement'>
type Read = { address: Address; abi: typeof marketplaceAbi; functionName: string; args: readonly unknown[] }

/** The same numbers as the model's `numbersOf`, as the contracts say them in the latest block. */
export async function readNumbers(
  { chain, market, tokens }: Stage,
  input: { deals: readonly Deal[]; vendors: readonly Address[] },
): Promise<Numbers> {
  const inMarket = (functionName: string, ...args: unknown[]): Read => ({
    address: market,
    abi: marketplaceAbi,
    functionName,
    args,
  })
  const pots = input.vendors.flatMap((vendor) => tokens.map((token) => ({ vendor, token })))
  const contracts = [
    ...input.deals.flatMap(({ agreementId, client, terms }) => [
      inMarket('getAgreement', agreementId),
      inMarket('freeOf', agreementId, client),
      inMarket('freeOf', agreementId, terms.vendor),
      inMarket('withdrawableOf', agreementId),
    ]),
    ...pots.map(({ vendor, token }) => inMarket('potOf', vendor, token)),
    ...tokens.map((token) => inMarket('feesOf', token)),
    ...tokens.map((token) => ({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [market] })),
  ]
  const options = { allowFailure: false, deployless: true, batchSize: 0 } as const
  // Calls of mixed results: what each gives is said where it is taken.
  const found: unknown[] = await chain.multicall({ contracts, ...options })
  const take = <T>(): T => found.shift() as T
  const numbers: Numbers = {}
  for (const { agreementId, terms } of input.deals) {
    const view = take<AgreementView>()
    const [[freeDeposit], [freeEarned, fee]] = [take<[bigint]>(), take<[bigint, bigint]>()]
    const withdrawable = take<bigint>()
    if (view.state === 0) continue
    const named = nameView(view, terms.epochLength)
    const free = { 'free deposit': freeDeposit, 'free earned': freeEarned, fee, withdrawable }
    for (const [name, value] of Object.entries({ ...named, ...free }))
      numbers[`${agreementId} ${name}`] = value
  }
  for (const { vendor, token } of pots) numbers[`pot ${vendor} ${token}`] = take<bigint>()
  for (const token of tokens) numbers[`fees ${token}`] = take<bigint>()
  for (const token of tokens) numbers[`held ${token}`] = take<bigint>()
  return numbers
}

function nameView(view: AgreementView, epochLength: number): Numbers {
  const last = Math.max(0, view.fundedEpochs - 1)
  return {
    state: BigInt(view.state),
    deposit: view.deposit,
    earned: view.earned,
    bond: view.bond,
    'settled epochs': BigInt(view.settledEpochs),
    'funded epochs': BigInt(view.fundedEpochs),
    'last epoch from': BigInt(view.anchor + last * epochLength),
    'ends at': BigInt(view.endsAt),
    'silent epochs': BigInt(view.silentStreak),
  }
}

/** Name of the error that a mined transaction reverted with. */
export async function errorOf(
  { chain }: Stage,
  input: { hash: Hex; names: ReadonlyMap<string, string> },
): Promise<string> {
  const trace = (await chain.request({
    method: 'debug_traceTransaction' as never,
    params: [input.hash, { tracer: 'callTracer' }] as never,
  })) as { output?: Hex } // geth's shape of this trace
  const selector = trace.output?.slice(0, 10) ?? 'nothing'
  return input.names.get(selector) ?? selector
}
