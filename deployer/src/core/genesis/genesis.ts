import type { Address, Hex } from 'viem'

/** An account at block 0. An absent nonce is 0, absent code and storage are empty. */
export type GenesisAccount = {
  /** Wei. */
  readonly balance: Hex
  readonly nonce?: Hex
  readonly code?: Hex
  /** 32-byte slots and values. */
  readonly storage?: Readonly<Record<Hex, Hex>>
}

/** Accounts by address in lower case. */
export type GenesisAlloc = Readonly<Record<Address, GenesisAccount>>

/** Parameters of EIP-1559 on L2, constant until a SystemConfig can set them (Holocene and later). */
export type Eip1559 = {
  /** Gas limit divided by gas target. */
  readonly elasticity: number
  /** Most a base fee moves per block is 1/denominator: before Canyon. */
  readonly denominator: number
  /** The same from Canyon on. */
  readonly denominatorCanyon: number
}

/** What op-geth calls ChainConfig: fork blocks and times (unix seconds, 0 = at genesis). */
export type ChainConfig = {
  readonly chainId: number
  readonly optimism: {
    readonly eip1559Elasticity: number
    readonly eip1559Denominator: number
    readonly eip1559DenominatorCanyon: number
  }
} & { readonly [fork in `${string}${'Block' | 'Time' | 'Difficulty'}`]?: number }

/** genesis.json as op-geth and op-reth read it. */
export type Genesis = {
  readonly config: ChainConfig
  readonly nonce: Hex
  readonly timestamp: Hex
  readonly extraData: Hex
  readonly gasLimit: Hex
  readonly difficulty: Hex
  readonly mixHash: Hex
  readonly coinbase: Address
  readonly number: Hex
  readonly gasUsed: Hex
  readonly parentHash: Hex
  readonly baseFeePerGas: Hex
  /** Only when Ecotone is active at genesis. */
  readonly excessBlobGas?: Hex
  readonly blobGasUsed?: Hex
  readonly alloc: GenesisAlloc
}
