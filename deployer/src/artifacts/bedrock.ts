import { readFileSync } from 'node:fs'
import { OpraasError } from '../core/errors/index.ts'
import { type BedrockArtifacts, bedrockVersion, parseBedrock } from '../core/genesis/index.ts'

/** The bundle of bytecode is not where the package keeps it. */
export class BedrockMissingError extends OpraasError {
  override name = 'BedrockMissingError'

  constructor({ file, cause }: { file: string; cause: unknown }) {
    super(`The contract bytecode is missing: no ${file}.`, {
      code: 'OPR-902',
      next: 'Run `npm run build`, which makes it.',
      values: { file },
      cause,
    })
  }
}

const bundle = new URL(`../../artifacts/bedrock-${bedrockVersion}.json`, import.meta.url)

/**
 * The bytecode of contracts-bedrock 0.17.3 that L1 steps and L2 genesis are built from.
 *
 * @param file - Another place of the bundle than the package's own `artifacts/`.
 * @throws {@link BedrockMissingError} when the file is not there.
 * @throws {@link GenesisError} when it is of another schema or version, or incomplete.
 */
export function loadBedrock(file: URL | string = bundle): BedrockArtifacts {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // all errors of node:fs have a code
    throw new BedrockMissingError({ file: file instanceof URL ? file.pathname : file, cause: error })
  }
  return parseBedrock(JSON.parse(text))
}
