import { encodeEventTopics, type Hex } from 'viem'
import { l1Abi } from './abi.ts'

/** Topics of an event of the L1 contracts with all its indexed arguments given. */
export function eventTopics(eventName: 'ImplementationSet', args: { impl: Hex; gameType: number }): Hex[] {
  return encodeEventTopics({ abi: l1Abi, eventName, args }).map((topic) => {
    if (typeof topic !== 'string')
      throw new TypeError(`topic of ${eventName}: found ${topic}, expected one value`)
    return topic
  })
}
