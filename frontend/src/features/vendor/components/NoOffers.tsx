import { Button, Empty } from '../../../shared/ui/index.ts'

/** The account is no vendor: how one starts. */
export function NoOffers() {
  return (
    <Empty title="This account has no offers" action={<Button to="/">See offers</Button>}>
      A vendor starts with <code>opraas-agent setup</code>: it publishes an offer, key sets and a bond. The
      guide is <code>docs/guides/vendor.md</code>. If you are a vendor, connect the account that made the
      offers.
    </Empty>
  )
}
