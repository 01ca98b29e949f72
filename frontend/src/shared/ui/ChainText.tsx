import { cleanText } from '../format/index.ts'

/** A stranger's text: cleaned, cut, and kept from turning its surroundings around. `max` in characters. */
export function ChainText({ text, max = 80 }: { text: string; max?: number | undefined }) {
  return <bdi dir="auto">{cleanText(text, max)}</bdi>
}
