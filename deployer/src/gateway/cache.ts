/** Answers that can no longer change, as JSON text; the one not used for longest goes first. */
export type AnswerCache = {
  get(key: string): string | undefined
  set(key: string, json: string): void
  sizeBytes(): number
}

/** Bookkeeping of one entry, about. */
const ENTRY_BYTES = 128

/** A cache that holds at most `maxBytes`, counting two bytes a character; one entry takes a sixteenth at most. */
export function createAnswerCache(maxBytes: number): AnswerCache {
  const entries = new Map<string, string>()
  let size = 0

  const sizeOf = (key: string, json: string): number => 2 * (key.length + json.length) + ENTRY_BYTES
  const drop = (key: string): void => {
    const json = entries.get(key)
    if (json === undefined) return
    entries.delete(key)
    size -= sizeOf(key, json)
  }

  return {
    get(key) {
      const json = entries.get(key)
      if (json === undefined) return undefined
      entries.delete(key)
      entries.set(key, json)
      return json
    },
    set(key, json) {
      const bytes = sizeOf(key, json)
      if (bytes > maxBytes / 16) return
      drop(key)
      entries.set(key, json)
      size += bytes
      for (const oldest of entries.keys()) {
        if (size <= maxBytes) return
        drop(oldest)
      }
    },
    sizeBytes: () => size,
  }
}
