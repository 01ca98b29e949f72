import { batcherStep, unsafeSignerStep } from '@opraas/deployer/core'
import { type Address, padHex } from 'viem'
import { clientOf } from '../../../shared/chain/client.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { evaluateChecks } from '../../../shared/l1/evaluate.ts'
import { TxButton } from '../../../shared/tx/TxButton.tsx'

/** Gives batcher or unsafe signer of a chain to another address, signed by its owner. */
export function RotateButton({
  cure,
  wanted,
  owner,
  systemConfig,
  chain,
  kind,
}: {
  cure: 'batcher' | 'unsafeSigner'
  wanted: Address
  owner: Address
  systemConfig: Address
  chain: ChainConfig
  kind: 'main' | 'plain'
}) {
  const name = cure === 'batcher' ? 'batcher' : 'unsafe signer'
  // Measured from a role that somebody holds.
  const label = { id: cure, title: `Rotate the ${name}`, expectedGas: 37_000n }
  const { title, to, data, done } =
    cure === 'batcher'
      ? batcherStep(systemConfig, padHex(wanted, { size: 32 }), label)
      : unsafeSignerStep(systemConfig, wanted, label)
  return (
    <TxButton
      id={`rotate:${chain.id}:${systemConfig}:${cure}:${wanted}`}
      chainId={chain.id}
      requires={{ role: { account: owner, reason: 'Only the owner can rotate it' } }}
      kind={kind}
      label={title}
      done={`Rotated the ${name}`}
      call={() => ({ to, data })}
      isDone={async () => (await evaluateChecks(clientOf(chain), [done]))[0] === 'done'}
    />
  )
}
