/**
 * A byte string in RLP.
 *
 * @see Ethereum Yellow Paper, appendix B
 */
export function encodeRlpBytes(bytes: Uint8Array): Uint8Array {
  const [first] = bytes
  if (bytes.length === 1 && first !== undefined && first < 0x80) return bytes
  return joinBytes([encodeLength(bytes.length, 0x80), bytes])
}

/** A list in RLP whose items are RLP already. */
export function encodeRlpList(items: readonly Uint8Array[]): Uint8Array {
  const length = items.reduce((sum, item) => sum + item.length, 0)
  return joinBytes([encodeLength(length, 0xc0), ...items])
}

function encodeLength(length: number, offset: 0x80 | 0xc0): Uint8Array {
  if (length <= 55) return Uint8Array.of(offset + length)
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return Uint8Array.of(offset + 55 + digits.length, ...digits)
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
