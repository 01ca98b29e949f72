import { l1Abi } from '@opraas/deployer/core'
import { type Address, encodeFunctionData, type Hex, isAddressEqual, padHex } from 'viem'
import { clientOf } from '../../../shared/chain/client.ts'
import { readContract } from '../../../shared/chain/readContract.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
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
  const isBatcher = cure === 'batcher'
  const name = isBatcher ? 'batcher' : 'unsafe signer'
  const config = { address: systemConfig, abi: l1Abi } as const
  const wantedHash: Hex = padHex(wanted, { size: 32 })
  return (
    <TxButton
      id={`rotate:${chain.id}:${systemConfig}:${cure}:${wanted}`}
      chainId={chain.id}
      requires={{ role: { account: owner, reason: 'Only the owner can rotate it' } }}
      kind={kind}
      label={`Rotate the ${name}`}
      done={`Rotated the ${name}`}
      call={() => ({
        to: systemConfig,
        data: isBatcher
          ? encodeFunctionData({ abi: l1Abi, functionName: 'setBatcherHash', args: [wantedHash] })
          : encodeFunctionData({ abi: l1Abi, functionName: 'setUnsafeBlockSigner', args: [wanted] }),
      })}
      isDone={async () => {
        const client = clientOf(chain)
        return isBatcher
          ? (await readContract(client, { ...config, functionName: 'batcherHash' })) ===
              wantedHash.toLowerCase()
          : isAddressEqual(
              await readContract(client, { ...config, functionName: 'unsafeBlockSigner' }),
              wanted,
            )
      }}
    />
  )
}
