import { toJson } from '@opraas/deployer'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'

/** Facts a step leaves behind: plain JSON values. */
export type Facts = Readonly<Record<string, unknown>>

/** One step of a saga. It may run again after a crash, so it must be safe to repeat. */
export type SagaStep = { name: string; run(facts: Facts): Promise<Facts | undefined> }

/** How far a saga is: the facts of all its finished steps. */
export async function readSaga(store: Store, saga: string): Promise<{ steps: Set<string>; facts: Facts }> {
  const rows = await store.read<{ step: string; facts: string }>(
    'select step, facts from saga_steps where saga = $1 order by at',
    [saga],
  )
  const facts: Facts = Object.assign({}, ...rows.map((row) => JSON.parse(row.facts) as Facts))
  return { steps: new Set(rows.map(({ step }) => step)), facts }
}

/** Names of all sagas that have a step of this name. */
export async function sagasWithStep(store: Store, step: string): Promise<Set<string>> {
  const rows = await store.read<{ saga: string }>('select saga from saga_steps where step = $1', [step])
  return new Set(rows.map(({ saga }) => saga))
}

/** Runs the steps of a saga that are not done yet, in order; each is written down when it is. */
export async function runSaga(
  { store, log }: { store: Store; log: Log },
  saga: string,
  steps: readonly SagaStep[],
): Promise<Facts> {
  const known = await readSaga(store, saga)
  let facts = known.facts
  for (const step of steps) {
    if (known.steps.has(step.name)) continue
    const startedAt = Date.now()
    const added = (await step.run(facts)) ?? {}
    await recordStep(store, { saga, step: step.name, facts: added })
    facts = { ...facts, ...added }
    log.info('saga.step', { saga, step: step.name, ms: Date.now() - startedAt })
  }
  return facts
}

/** Writes a finished step down. */
export async function recordStep(
  store: Store,
  { saga, step, facts }: { saga: string; step: string; facts: Facts },
): Promise<void> {
  await store.write(`saga:${saga.split('/')[0]}:${step}`, (write) =>
    write.query('insert into saga_steps (saga, step, facts) values ($1, $2, $3) on conflict do nothing', [
      saga,
      step,
      toJson(facts),
    ]),
  )
}
