import { zeroHash } from 'viem'
import type { chainFactoryAbi } from './generated/abis.ts'
import type { ReasonTable } from './reasonTable.ts'

/** What the factory of chains refuses. */
export const chainFactoryReasons: ReasonTable<typeof chainFactoryAbi> = {
  ChainFactory_NoCode: ({ part }, say) => ({
    sentence: `A contract that all chains share is missing at ${say.address(part)}.`,
    next: 'Deploy the shared contracts first, then the factory.',
  }),
  ChainFactory_AlreadyDeployed: ({ addressManager }, say) => ({
    sentence: `This account has deployed a chain with this L2 chain id and salt; its AddressManager is ${say.address(addressManager)}.`,
    next: 'Go on with that chain, or choose another salt for a new one.',
  }),
  ChainFactory_WrongOrigin: ({ number, found }) => ({
    sentence:
      found === zeroHash
        ? `L1 block ${number} cannot be seen by contracts: it is the first, too old, or not mined yet.`
        : `L1 block ${number} has another hash than the one the chain’s genesis was made with.`,
    next: 'Nothing was deployed. Make the genesis anew from a recent final L1 block, and deploy with that.',
  }),
  ChainFactory_GasLimitTooLow: ({ found, required }) => ({
    sentence: `L2 blocks of ${found} gas are too small; L1 asks for ${required}.`,
    next: 'Raise the gas limit of the chain, and make its genesis anew.',
  }),
  ChainFactory_ClockTooShort: ({ maxClockDuration, clockExtension }) => ({
    sentence: `A clock of ${maxClockDuration} s cannot be extended by ${clockExtension} s.`,
    next: 'Lengthen the maximal clock of the games, or shorten the extension.',
  }),
  ChainFactory_OutOfGas: ({ found, required }) => ({
    sentence: `A chain takes up to ${required} gas; ${found} was left.`,
    next: 'Send it again with a higher gas limit.',
  }),
  ChainFactory_CreationFailed: ({ expected }, say) => ({
    sentence: `The contract at ${say.address(expected)} could not be created.`,
    next: 'Nothing was deployed. Check that the factory is the one made from the released contracts.',
  }),
}
