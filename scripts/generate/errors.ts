import {
  type ErrorCode,
  type ErrorEntry,
  errorRegistry,
  exitCodeOf,
} from '../../deployer/src/core/errors/index.ts'
import type { GeneratedFile } from './file.ts'
import { pageHeader } from './markdown.ts'

const groups: Record<string, string> = {
  1: 'What you wrote',
  2: 'The L1 and its contracts',
  3: 'Transactions and keys',
  4: 'State and locks',
  5: 'Engines',
  6: 'The market',
  7: 'The agent',
  8: 'Probe and oracle',
  9: 'The rest',
}

const intro = `Every error of \`opraas\`, \`opraas-agent\` and \`opraas-probe\` has a number that never changes its meaning. The program
prints the number, a sentence with the values found, and the next step; with \`--json\` the same as fields:
\`{"error":{"code","name","message","next","docs","retryable","values"}}\`.`

/** docs/errors.md: its anchors are those of `OpraasError.docs`. */
export function generateErrors(): GeneratedFile {
  const parts = [pageHeader('Errors', { by: 'scripts/generate/errors.ts', intro })]
  let group = ''
  for (const [code, entry] of Object.entries(errorRegistry).sort(([a], [b]) => a.localeCompare(b))) {
    const digit = code[4] ?? ''
    if (digit !== group) parts.push(`## ${digit}xx: ${groups[digit] ?? ''}\n`)
    group = digit
    parts.push(renderEntry(code as ErrorCode, entry)) // a key of the registry
  }
  return { path: 'docs/errors.md', content: parts.join('\n') }
}

function renderEntry(code: ErrorCode, { title, cause, remedy, retryable }: ErrorEntry): string {
  const again = retryable ? 'the same call may succeed later' : 'no'
  return `### ${code}

**${title}.** ${cause}

- Next: ${remedy}
- Exit code: ${exitCodeOf(code)}. Retryable: ${again}.
`
}
