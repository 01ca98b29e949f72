import { type Address, hexToBytes } from 'viem'

const SIDE = 5
const HALF = 3

/**
 * A face of 5 by 5 pixels, symmetric, from all bytes of an address: rows of columns, true is ink. A help for the eye,
 * no proof: faces repeat.
 */
export function identiconFace(address: Address): boolean[][] {
  let hash = 0x811c9dc5
  for (const byte of hexToBytes(address)) hash = Math.imul(hash ^ byte, 0x01000193)
  // FNV leaves its high bits weak; folding them down spreads every byte over the face.
  const bits = (hash ^ (hash >>> 15)) >>> 0
  const rows = Array.from({ length: SIDE }, (_, row) =>
    Array.from({ length: SIDE }, (_, column) => {
      const mirrored = Math.min(column, SIDE - 1 - column)
      return ((bits >>> (row * HALF + mirrored)) & 1) === 1
    }),
  )
  const inked = rows.flat().filter(Boolean).length
  return inked >= 8 ? rows : rows.map((row) => row.map((pixel) => !pixel))
}
