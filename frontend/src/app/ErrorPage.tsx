import { useRouteError } from 'react-router'
import { FullPageMessage } from './FullPageMessage.tsx'

/** A page that broke: what it said, and the way back. */
export function ErrorPage() {
  return (
    <FullPageMessage title="This page broke" error={useRouteError()}>
      Nothing was sent by that. <a href="#/">Back to the offers</a>, or load the page again.
    </FullPageMessage>
  )
}
