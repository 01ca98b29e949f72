import type { ContractFunctionArgs, ContractFunctionReturnType } from 'viem'
import type { chainFactoryAbi } from './generated/abis.ts'

/** What the owner of a new chain tells the factory, as Solidity's `ChainInput`. Gas, seconds. */
export type ChainInput = ContractFunctionArgs<typeof chainFactoryAbi, 'nonpayable', 'deploy'>[0]
/** Where the contracts of a chain stand that a factory made. */
export type ChainAddresses = ContractFunctionReturnType<typeof chainFactoryAbi, 'nonpayable', 'deploy'>
