import { asOpraasError, type BuildEvent, buildPrograms, programNames, versionSets } from '@opraas/deployer'
import type { Result } from './tally.ts'

/** Asks for the real OP Stack when its tests are chosen by name: they are heavy, and run for nobody else. */
export function requireChosen(filters: readonly string[], environment: NodeJS.ProcessEnv): void {
  if (!filters.some((filter) => filter.startsWith('test/native'))) return
  environment.OPRAAS_REQUIRE = [environment.OPRAAS_REQUIRE, 'opstack'].filter(Boolean).join(',')
}

/** Builds what the native tests run, unless it is there. Each version set counts as one test. */
export async function buildOpstack(signal: AbortSignal): Promise<Result> {
  const startedAt = Date.now()
  const failures: string[] = []
  const sets = Object.keys(versionSets) as (keyof typeof versionSets)[]
  for (const versionSet of sets) {
    const report = (event: BuildEvent): void => {
      if (event.kind === 'ready' && event.program.built)
        console.log(`        set ${versionSet}: ${event.program.name} built in ${event.program.seconds} s`)
    }
    await buildPrograms({ versionSet, names: programNames, signal, report }).catch((error: unknown) => {
      failures.push(`version set ${versionSet}\n${asOpraasError(error).message}`)
    })
  }
  return {
    name: 'programs of the OP Stack',
    passed: sets.length - failures.length,
    failed: failures.length,
    seconds: (Date.now() - startedAt) / 1_000,
    skipped: [],
    failures,
  }
}
