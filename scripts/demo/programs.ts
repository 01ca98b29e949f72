import { buildPrograms, programsAvailable } from '@opraas/deployer'
import type { VersionSetName } from '@opraas/deployer/core'
import type { Narrator } from './narrator.ts'

/** What the vendor's native engine starts for a chain of the demo. */
const names = ['op-geth', 'op-node', 'op-batcher', 'op-proposer'] as const

/**
 * Builds the programs of a version set that this machine does not have yet; they are kept for the next time.
 *
 * @throws ProgramMissingError without a fit Go, ProgramBuildError
 */
export async function ensurePrograms(
  versionSet: VersionSetName,
  { narrator, signal }: { narrator: Narrator; signal: AbortSignal },
): Promise<void> {
  const missing = names.filter((name) => !programsAvailable({ versionSet, names: [name] }))
  if (missing.length === 0) return
  narrator.say(
    'world',
    `not on this machine yet: ${missing.join(', ')} of version set ${versionSet}. Builds them from Go modules: some minutes, this once`,
  )
  await buildPrograms({
    versionSet,
    names: missing,
    signal,
    report(event) {
      if (event.kind === 'waiting') narrator.say('world', 'waits for another build of the same programs')
      if (event.kind === 'progress') {
        const { program, downloads, packages, seconds } = event
        narrator.show([
          `${program}  ${downloads} modules fetched, ${packages} packages compiled, ${seconds} s`,
        ])
      }
      if (event.kind === 'ready' && event.program.built)
        narrator.say('world', `built ${event.program.name} in ${event.program.seconds} s`)
    },
  })
  narrator.show([])
}
