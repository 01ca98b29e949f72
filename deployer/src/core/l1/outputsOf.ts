import type { Intent } from '../intent/index.ts'

/** How often outputs are proposed, and when they count; only a chain with an output oracle is asked. */
export function outputsOf({ outputs, generation }: Intent): NonNullable<Intent['outputs']> {
  if (outputs) return outputs
  throw new TypeError(`a chain with ${generation} has no outputs`)
}
