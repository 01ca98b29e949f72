/** The entries of a record whose keys have a type of their own, such as addresses or slots. */
export function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][] // Object.entries forgets the type of the keys
}
