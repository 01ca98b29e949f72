import { type BedrockArtifacts, parseBedrock } from '@opraas/deployer/core'
import { useQuery } from '@tanstack/react-query'
import bundleUrl from '#bedrock?url'

/**
 * The bytecode of the L1 contracts and of the genesis. Needed by a deployment only: 1.4 MB.
 *
 * @throws when the host serves another file than the one this dApp was built with
 */
export function useBedrock() {
  return useQuery({
    queryKey: ['bedrock'],
    staleTime: 'static',
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: fetchBedrock,
  })
}

async function fetchBedrock(): Promise<BedrockArtifacts> {
  const response = await fetch(bundleUrl, { integrity: __BEDROCK_INTEGRITY__ })
  if (!response.ok) throw new Error(`${bundleUrl} answers HTTP ${response.status}.`)
  return parseBedrock(await response.json())
}
