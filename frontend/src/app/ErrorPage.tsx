import { useRouteError } from 'react-router'
import { FullPageMessage } from './FullPageMessage.tsx'

/** A page that broke: what it said, and the way back. */
export function ErrorPage() {
  const error = useRouteError()
  return (
    <>
      <FullPageMessage title="This page broke" error={error} />
      <p style={{ textAlign: 'center' }}>
        <a href="#/">Back to the offers</a>
      </p>
    </>
  )
}
