import type { Address } from 'viem'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { Button, HashText } from '../../../shared/ui/index.ts'
import { useCodeHash } from '../hooks/useCodeHash.ts'

/** Hash of the code at an address. */
export function CodeHash({ chain, address }: { chain: ChainConfig; address: Address }) {
  const { data: hash, isPending, refetch } = useCodeHash(chain, address)
  if (isPending) return 'Reading'
  if (hash === null) return 'No code at this address'
  if (hash !== undefined) return <HashText hash={hash} />
  return (
    <>
      — no answer.{' '}
      <Button kind="link" onClick={() => void refetch()}>
        Retry
      </Button>
    </>
  )
}
