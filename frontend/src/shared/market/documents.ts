import { type Hex, keccak256, stringToBytes, zeroHash } from 'viem'
import { cleanText } from '../format/text.ts'

/** What an offer says in words: checked against the hash in its terms. Strangers' text, cleaned. */
export type OfferText = { name: string; facts: string }

const MAX_NAME = 60
const MAX_FACTS = 240

/** The human terms inside a `data:` URI, when their hash is the one in the terms; undefined otherwise. Pure. */
export function readDocument(uri: string, document: Hex): OfferText | undefined {
  if (document === zeroHash) return undefined
  const text = decodeTextUri(uri)
  if (text === undefined || keccak256(stringToBytes(text)) !== document) return undefined
  const [first = '', ...rest] = text.split('\n')
  return { name: cleanText(first, MAX_NAME), facts: cleanText(rest.join(' '), MAX_FACTS) }
}

function decodeTextUri(uri: string): string | undefined {
  const match = /^data:text\/plain(?:;charset=utf-8)?,(.*)$/is.exec(uri)
  if (match?.[1] === undefined) return undefined
  try {
    return decodeURIComponent(match[1])
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
