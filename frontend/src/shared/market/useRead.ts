import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

/**
 * A read that is asked again and again. Its failure stays until the next attempt has an outcome: a page that has
 * nothing to show does not fall back to its skeleton at every attempt.
 */
export function useRead<T>(options: UseQueryOptions<T, Error, T, QueryKey>) {
  const query = useQuery(options)
  const key = JSON.stringify(options.queryKey)
  const [failure, setFailure] = useState<{ key: string; error: Error }>()
  if (query.error && query.error !== failure?.error) setFailure({ key, error: query.error })
  if (query.isSuccess && failure) setFailure(undefined)
  const kept = query.isPending && failure?.key === key ? failure.error : null
  const error = query.error ?? kept
  return {
    data: query.data,
    error,
    isError: error !== null,
    isPending: query.isPending && kept === null,
    refetch: query.refetch,
  }
}
