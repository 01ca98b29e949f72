import { type ForkName, type ForkSchedule, forkNames } from '@opraas/deployer/core'

/** Each prefix of the forks at genesis that our predeploys allow, alone and with all others up to `newest` later. */
export function schedulesUpTo(newest: ForkName): ForkSchedule[] {
  return forkNames.slice(0, forkNames.indexOf('isthmus') + 1).flatMap((_, count) => {
    const prefix = Object.fromEntries(forkNames.slice(0, count).map((name) => [name, 'genesis' as const]))
    const rest = forkNames.slice(count, forkNames.indexOf(newest) + 1)
    // One block apart: the tightest that upgrade transactions allow.
    const later = Object.fromEntries(rest.map((name, index) => [name, 2 * (index + 1)]))
    return [prefix, { ...prefix, ...later }]
  })
}

/** For the name of a test. */
export function describeForks(forks: ForkSchedule): string {
  const list = Object.entries(forks)
  const last = list.findLast(([, activation]) => activation === 'genesis')?.[0]
  return `${last ?? 'nothing'} at genesis${list.at(-1)?.[0] === last ? '' : ', the others later'}`
}
