import { cleanText } from '../format/index.ts'

const MOST = 240

/** One readable line of whatever was thrown: the short message of viem's errors, the message of others. */
export function errorSentence(error: unknown): string {
  const { shortMessage, message } = Object(error) as { shortMessage?: unknown; message?: unknown }
  const said = [shortMessage, message, error].find((text) => typeof text === 'string' && text.trim() !== '')
  if (typeof said !== 'string') return 'No reason was given.'
  const line = cleanText(said.trim().split('\n')[0] ?? '', MOST)
  return /[.!?…]$/.test(line) ? line : `${line}.`
}
