import { ConfigMissingError } from './core/errors/index.ts'
import { type Intent, type IntentOptions, parseIntent } from './core/intent/index.ts'
import { readFileIfExists } from './state/files.ts'

/** Reads config.toml. @throws {@link ConfigMissingError} and what parsing throws */
export function readIntent(file: string, options?: IntentOptions): Intent {
  const text = readFileIfExists(file)
  if (text === undefined) throw new ConfigMissingError({ file })
  return parseIntent(text, file, options)
}
