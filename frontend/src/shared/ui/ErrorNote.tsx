import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { errorSentence } from './errorSentence.ts'
import { Notice } from './Notice.tsx'

/**
 * What did not answer, why, and what to try: the rest of the page stays.
 *
 * @param what - A sentence: "Local L1 does not answer."
 * @param alternative - A link that goes on after "Retry or": "use another RPC".
 */
export function ErrorNote({
  error,
  what,
  onRetry,
  alternative,
}: {
  error: unknown
  what: string
  onRetry?: (() => unknown) | undefined
  alternative?: ReactNode
}) {
  return (
    <Notice tone="error" title={what}>
      {errorSentence(error)}{' '}
      {onRetry && (
        <Button kind="link" onClick={() => void onRetry()}>
          Retry
        </Button>
      )}
      {onRetry && alternative !== undefined && ' or '}
      {alternative}
    </Notice>
  )
}
