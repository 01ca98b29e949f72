import { type Address, keccak256, pad, stringToBytes, zeroAddress, zeroHash } from 'viem'
import type { Intent } from '../intent/index.ts'
import { canonicalJson } from '../json.ts'
import type { L1Layout } from './layout.ts'
import { batcherStep, gameStep, type Label, oracleStep, unsafeSignerStep } from './roleSteps.ts'
import { creationStep, type L1Step } from './step.ts'

/** Nobody holds this account's key. */
const NOBODY: Address = '0x000000000000000000000000000000000000dead'

/**
 * Takes every key of a vendor away: batches and proposals of the old keys stop counting at once; games, outputs and
 * withdrawals proven before go on. The challenger of an output oracle becomes the owner: somebody must be able to
 * delete a wrong output that the old proposer has left.
 */
export function revocationSteps({ roles }: Intent, layout: L1Layout): L1Step[] {
  const SystemConfig = layout.proxies.SystemConfig.address
  switch (layout.generation) {
    case 'dispute-games': {
      const DisputeGameFactory = layout.proxies.DisputeGameFactory.address
      return revokeSteps({ SystemConfig, DisputeGameFactory })
    }
    case 'output-oracle': {
      const to = { proposer: zeroAddress, challenger: roles.owner }
      const label = { id: 'revoke.oracle', title: 'Take proposer and challenger away', expectedGas: 50_000n }
      return [...revokeConfigSteps(SystemConfig), oracleStep(layout, to, label)]
    }
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}

/** The same for a chain with dispute games of which two addresses are known. */
export function revokeSteps(addresses: { SystemConfig: Address; DisputeGameFactory: Address }): L1Step[] {
  const { SystemConfig, DisputeGameFactory } = addresses
  const label = { id: 'revoke.game', title: 'Take proposer and challenger away', expectedGas: 31_000n }
  return [...revokeConfigSteps(SystemConfig), gameStep(DisputeGameFactory, zeroAddress, label)]
}

function revokeConfigSteps(systemConfig: Address): L1Step[] {
  const [batcher, signer] = [
    { id: 'revoke.batcher', title: 'Take the batcher away', expectedGas: 32_000n },
    { id: 'revoke.unsafeSigner', title: 'Take the unsafe block signer away', expectedGas: 37_000n },
  ]
  return [batcherStep(systemConfig, zeroHash, batcher), unsafeSignerStep(systemConfig, NOBODY, signer)]
}

/**
 * Installs the keys of an intent on a chain that has others, or none. The same chain goes on: only roles change.
 *
 * @param intent - With the new keys; the layout is its own.
 * @returns `prepare`: a creation that anybody may send, any time before; `act`: what the owner signs once it is there.
 */
export function successionSteps({ roles }: Intent, layout: L1Layout): { prepare: L1Step[]; act: L1Step[] } {
  const { batcher, unsafeSigner, proposer, challenger } = roles
  const systemConfig = layout.proxies.SystemConfig.address
  // Gas as from the revoked state, which costs the most. Each key set has steps of its own: what is under way for one must not pass for another's.
  const set = `rotate-${keccak256(stringToBytes(canonicalJson(roles))).slice(2, 10)}`
  const label = (id: string, what: string, expectedGas: bigint): Label => {
    return { id: `${set}.${id}`, title: `Install the new ${what}`, expectedGas }
  }
  const config = [
    batcherStep(systemConfig, pad(batcher, { size: 32 }), label('batcher', 'batcher', 54_000n)),
    unsafeSignerStep(systemConfig, unsafeSigner, label('unsafeSigner', 'unsafe block signer', 37_000n)),
  ]
  switch (layout.generation) {
    case 'dispute-games': {
      const { game, proxies } = layout
      const installed = label('game', 'proposer and challenger', 53_000n)
      return {
        prepare: [
          creationStep(game, {
            id: `${set}.create`,
            stage: 'rotation',
            title: 'Create the game of the new keys',
          }),
        ],
        act: [...config, gameStep(proxies.DisputeGameFactory.address, game.address, installed)],
      }
    }
    case 'output-oracle': {
      const installed = label('oracle', 'proposer and challenger', 72_000n)
      return { prepare: [], act: [...config, oracleStep(layout, { proposer, challenger }, installed)] }
    }
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}
