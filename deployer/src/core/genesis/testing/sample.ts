import type { GenesisInput } from '../buildGenesis.ts'
import type { RollupInput } from '../rollup.ts'

/** A chain like those of the registry, on a private L1. */
export const sampleGenesis: GenesisInput = {
  l1ChainId: 900,
  l2ChainId: 901,
  timestamp: 1_750_000_000,
  blockTime: 2,
  gasLimit: 60_000_000,
  l1Contracts: {
    l1CrossDomainMessenger: '0x1111111111111111111111111111111111111111',
    l1StandardBridge: '0x2222222222222222222222222222222222222222',
    l1ERC721Bridge: '0x3333333333333333333333333333333333333333',
  },
  proxyAdminOwner: { address: '0x4444444444444444444444444444444444444444', isL1Contract: false },
  feeVaults: {
    sequencer: {
      recipient: '0x5555555555555555555555555555555555555555',
      minimumWithdrawalWei: 10n ** 19n,
      network: 'l1',
    },
    base: {
      recipient: '0x6666666666666666666666666666666666666666',
      minimumWithdrawalWei: 2n * 10n ** 18n,
      network: 'l2',
    },
    l1: { recipient: '0x7777777777777777777777777777777777777777', minimumWithdrawalWei: 0n, network: 'l1' },
  },
}

/** The rollup config of the same chain. */
export const sampleRollup: RollupInput = {
  l1ChainId: 900,
  l2ChainId: 901,
  l1Origin: { hash: `0x${'aa'.repeat(32)}`, number: 17 },
  l2GenesisHash: `0x${'bb'.repeat(32)}`,
  timestamp: 1_750_000_000,
  blockTime: 2,
  gasLimit: 60_000_000,
  batcher: '0x8888888888888888888888888888888888888888',
  basefeeScalar: 1368,
  blobbasefeeScalar: 810_949,
  optimismPortal: '0x9999999999999999999999999999999999999999',
  systemConfig: '0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa',
}
