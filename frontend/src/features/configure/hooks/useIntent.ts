import type { Intent } from '@opraas/deployer/core'
import { useState } from 'react'
import { type Agreed, checkConfig } from '../model.ts'

/** The chain of a config.toml that fits the agreement; undefined without one. Read once per text. */
export function useIntent(toml: string | undefined, agreed: Agreed): Intent | undefined {
  const [known, setKnown] = useState(() => read(toml, agreed))
  if (known.toml === toml) return known.intent
  const next = read(toml, agreed)
  setKnown(next)
  return next.intent
}

function read(
  toml: string | undefined,
  agreed: Agreed,
): { toml: string | undefined; intent: Intent | undefined } {
  const result = toml === undefined ? undefined : checkConfig(toml, agreed)
  return { toml, intent: result && 'intent' in result ? result.intent : undefined }
}
