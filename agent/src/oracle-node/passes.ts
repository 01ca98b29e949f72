import { asOpraasError } from '@opraas/deployer'
import type { Log } from '../log.ts'
import { abortable, pause } from '../probe/abort.ts'

/** Repeats a pass until the signal aborts; failures are told once per row of them, as `<name>.passFailed`. */
export async function repeatPass(
  pass: () => Promise<void>,
  { name, pollMs, log, signal }: { name: string; pollMs: number; log: Log; signal: AbortSignal },
): Promise<void> {
  let failing = false
  while (!signal.aborted) {
    try {
      await abortable(pass(), signal)
      failing = false
    } catch (thrown) {
      if (signal.aborted) return
      const { code, message } = asOpraasError(thrown)
      if (!failing) log.error(`${name}.passFailed`, { code, reason: message })
      failing = true
    }
    await pause(pollMs, signal)
  }
}
