import { marketplaceAbi } from '@opraas/contracts'
import { BaseError, decodeFunctionData, erc20Abi, type Hex } from 'viem'

/** What a call does, by the name of its function: of ours and of tokens; otherwise its selector. Pure. */
export function nameOfCall(data: Hex): string {
  if (data === '0x') return 'Send ETH'
  try {
    return decodeFunctionData({ abi: [...marketplaceAbi, ...erc20Abi], data }).functionName
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return `Call ${data.slice(0, 10)}, ${(data.length - 2) / 2} bytes`
  }
}
