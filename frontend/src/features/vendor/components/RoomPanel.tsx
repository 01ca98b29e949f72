import { formatAmount, tokenSymbol } from '../../../shared/format/index.ts'
import { Amount, type Fact, Facts, Panel } from '../../../shared/ui/index.ts'
import type { Bond, Room } from '../model/room.ts'
import styles from './RoomPanel.module.css'

/** How many agreements a vendor can still take on, and what limits them. */
export function RoomPanel({ room }: { room: Room }) {
  const { keySets, freeKeySets, agreements, bonds } = room
  const bondFacts = bonds.flatMap(({ token, free, locked }): Fact[] => {
    const of = bonds.length === 1 ? '' : ` in ${tokenSymbol(token)}`
    return [
      { label: `Free bond${of}`, value: <Amount units={free} token={token} /> },
      { label: `Locked bond${of}`, value: <Amount units={locked} token={token} /> },
    ]
  })
  return (
    <Panel title="Room for new agreements" aside={<strong className={styles.count}>{agreements}</strong>}>
      <Facts items={[{ label: 'Free key sets', value: `${freeKeySets} of ${keySets}` }, ...bondFacts]} />
      {bonds.map((bond) => (
        <p key={bond.token.address} className={styles.note}>
          {coverOf(bond)}
        </p>
      ))}
      {freeKeySets === 0 && (
        <p className={styles.note}>No key set is left. opraas-agent setup publishes more.</p>
      )}
    </Panel>
  )
}

function coverOf({ token, each, covers }: Bond): string {
  if (each === undefined) return `No open offer in ${tokenSymbol(token)}: nobody can accept.`
  if (each === 0n) return 'The offers ask for no bond.'
  const more = covers === 0 ? 'no more. opraas-agent setup adds bond' : `${covers} more`
  return `At ${formatAmount(each, token)} each the bond covers ${more}.`
}
