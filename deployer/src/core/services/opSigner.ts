import type { Address } from 'viem'
import { deriveBatchInbox } from '../genesis/rollup.ts'
import type { ServicesInput } from './types.ts'

/** A service that asks op-signer for signatures. */
export type SignerClient = {
  role: 'batcher' | 'proposer' | 'challenger' | 'unsafeSigner'
  /** DNS name in the client's TLS certificate. Each role has its own: op-signer takes the first that matches. */
  name: string
  /** Where the key is: a resource name of the cloud, or a PEM file of the LOCAL provider. Never the key itself. */
  key: string
  address: Address
}

/**
 * The service config of op-signer (YAML). Each client may only do what its role needs: the batcher pays nothing and
 * writes to the inbox, the proposer to the contract of proposals, the unsafe signer signs blocks of this L2.
 */
export function buildOpSignerYaml(
  chain: Pick<ServicesInput, 'l1ChainId' | 'l2ChainId' | 'proposals'>,
  provider: 'AWS' | 'GCP' | 'LOCAL',
  clients: readonly SignerClient[],
): string {
  const lines = clients.flatMap(({ role, name, key, address }) => {
    const chainId = role === 'unsafeSigner' ? chain.l2ChainId : chain.l1ChainId
    return [
      `  - name: ${JSON.stringify(name)}`,
      `    key: ${JSON.stringify(key)}`,
      `    chainID: ${chainId}`,
      `    fromAddress: ${JSON.stringify(address)}`,
      ...restrictions(role, chain).map((line) => `    ${line}`),
    ]
  })
  return `${[`provider: ${provider}`, 'auth:', ...lines].join('\n')}\n`
}

function restrictions(
  role: SignerClient['role'],
  chain: Pick<ServicesInput, 'l2ChainId' | 'proposals'>,
): readonly string[] {
  const to = (address: Address): string => `toAddresses: [${JSON.stringify(address)}]`
  switch (role) {
    case 'batcher':
      return [to(deriveBatchInbox(chain.l2ChainId)), 'maxValue: "0x0"']
    case 'proposer':
      return [to(chain.proposals)]
    // Moves go to games that don't exist yet, and carry bonds; blocks have no recipient.
    case 'challenger':
    case 'unsafeSigner':
      return []
  }
}
