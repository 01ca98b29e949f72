import { EngineUnavailableError } from '../core/errors/index.ts'
import type { Engine } from '../core/ports.ts'
import { createEmbeddedEngine } from './embedded/index.ts'
import { createNativeEngine } from './native/index.ts'

const engines: Readonly<Record<string, () => Engine>> = {
  embedded: createEmbeddedEngine,
  native: createNativeEngine,
}

/** The engine of that name. @throws {@link EngineUnavailableError} */
export function engineOf(name: string): Engine {
  const create = engines[name]
  if (!create) throw new EngineUnavailableError({ engine: name, available: Object.keys(engines) })
  return create()
}

export { type Follower, serviceUrl, startFollower } from './native/follower.ts'
export { keysOfSingle, runService } from './native/runService.ts'
export { createService, type Service } from './native/service.ts'
export { type SingleName, type SinglePlace, type SinglePorts, singlePorts } from './native/single.ts'
