import type { Address } from 'viem'
import styles from './Identicon.module.css'
import { identiconFace } from './identiconFace.ts'

const PIXEL = 2
const MARGIN = 3

/** The face of an address. A help for the eye beside the address itself; `size` in px. */
export function Identicon({ address, size = 32 }: { address: Address; size?: number | undefined }) {
  const rows = identiconFace(address)
  const side = 2 * MARGIN + PIXEL * rows.length
  const pixels = rows.flatMap((row, y) =>
    row.map((inked, x) =>
      inked ? `M${MARGIN + x * PIXEL} ${MARGIN + y * PIXEL}h${PIXEL}v${PIXEL}h-${PIXEL}z` : '',
    ),
  )
  return (
    <svg
      className={styles.face}
      viewBox={`0 0 ${side} ${side}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      <path d={pixels.join('')} fill="currentColor" />
    </svg>
  )
}
