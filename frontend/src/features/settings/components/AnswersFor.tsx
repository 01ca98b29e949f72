import { rpcHost } from '../../../shared/chain/client.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { StatusTag } from '../../../shared/ui/index.ts'
import { useChainCheck } from '../hooks/useChainCheck.ts'

/** Whether the RPC in use answers, and for the right chain. */
export function AnswersFor({ chain }: { chain: ChainConfig }) {
  const { data: found, isError, errorUpdateCount } = useChainCheck(chain)
  if (isError || (found === undefined && errorUpdateCount > 0))
    return <StatusTag status="silent">{rpcHost(chain)} does not answer</StatusTag>
  if (found === undefined) return 'Reading'
  if (found === chain.id) return <StatusTag status="met">Chain {found}</StatusTag>
  return (
    <StatusTag status="failed">
      Chain {found}, expected {chain.id}
    </StatusTag>
  )
}
