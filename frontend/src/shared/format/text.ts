/** Everything that is invisible, moves other text or has no meaning of its own: controls, bidi, fillers. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu
/** Marks stacked on one letter grow over their neighbours; three are enough for any script. */
const STACKED = /(\p{M}{3})\p{M}+/gu

/**
 * Text from a chain, made fit to show: one line, no control, bidi or invisible characters, no towers of marks.
 *
 * @param max - Most characters; what is longer ends in "…".
 */
export function cleanText(text: string, max: number): string {
  const seen = text
    .slice(0, max * 16)
    .replace(/\s/gu, ' ')
    .replace(UNSEEN, '')
  const line = seen.replace(/ +/g, ' ').normalize('NFC').replace(STACKED, '$1').trim()
  const characters = Array.from(line)
  if (characters.length <= max) return line
  const kept = characters.slice(0, max - 1).join('')
  return `${kept.trimEnd()}…`
}
