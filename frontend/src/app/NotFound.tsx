import { Button, Empty } from '../shared/ui/index.ts'

export function NotFound() {
  return (
    <Empty title="There is no such page" action={<Button to="/">See offers</Button>}>
      The address does not name a page of this dApp.
    </Empty>
  )
}
