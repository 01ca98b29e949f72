import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedFile } from './file.ts'
import { pageHeader, table } from './markdown.ts'

const source = 'test/contracts/concrete/marketplace/callTable.t.sol'
const callers = ['client', 'vendor', 'operator', 'oracle', 'anybody']

const intro = `Which call of the market each caller may make in each state of an agreement. The rows are those of
\`${source}\`,
a test that makes every one of these calls. *Yes*: the call is not refused; otherwise the error that refuses it. The
market's owner is anybody here: it has no power over an agreement. Where several rules forbid a call, the first one
that the contract checks answers.`

/** docs/contracts-calls.md: the table of every state, call and caller that the test holds. */
export function generateCalls(root: string): GeneratedFile {
  const text = readFileSync(join(root, source), 'utf8')
  const parts = [pageHeader('Who may call what', { by: 'scripts/generate/calls.ts', intro })]
  for (const { state, rows } of parseCallTable(text)) {
    const cells = rows.map(({ call, answers }) => [`\`${call}\``, ...answers])
    parts.push(`## ${state}`, table(['call', ...callers], cells))
  }
  return { path: 'docs/contracts-calls.md', content: `${parts.join('\n\n')}\n` }
}

export type StateRows = { state: string; rows: { call: string; answers: string[] }[] }

/** The rows of each state, as the test's source says them. */
export function parseCallTable(text: string): StateRows[] {
  const answerOf = readLetters(text)
  const helpers = readHelpers(text)
  return [...text.matchAll(/function test_(\w+)\(\) external \{\n(.*?)\n {4}\}/gs)].map(
    ([, name = '', body = '']) => ({
      state: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ \w/g, (letter) => letter.toLowerCase()),
      rows: readRows(body, helpers).map(({ call, letters }) => ({
        call,
        answers: [...letters].map(answerOf),
      })),
    }),
  )
}

type Row = { call: string; letters: string }

/** Rows of a body: said there, or by a helper that takes some of the letters and knows the rest. */
function readRows(body: string, helpers: ReadonlyMap<string, (letters: string[]) => Row[]>): Row[] {
  return [...body.matchAll(/(_\w+)\(([^;]*)\);/g)].flatMap(([, name = '', given = '']) => {
    const letters = [...given.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word)
    if (name !== '_row') return helpers.get(name)?.(letters) ?? []
    const [call, answers] = [letters[0], letters.at(-1)]
    return call && answers ? [{ call, letters: answers }] : []
  })
}

/** The functions that make rows of their arguments. */
function readHelpers(text: string): Map<string, (letters: string[]) => Row[]> {
  const helpers = new Map<string, (letters: string[]) => Row[]>()
  for (const [, name = '', parameters = '', body = ''] of text.matchAll(
    /function (_\w+)\(([^)]*)\) private \{\n(.*?)\n {4}\}/gs,
  )) {
    const names = [...parameters.matchAll(/bytes5 (\w+)/g)].map(([, parameter = '']) => parameter)
    if (name === '_row' || !/_row\(/.test(body)) continue
    helpers.set(name, (letters) => {
      const said = body.replace(/, (\w+)\);/g, (whole, last: string) => {
        const at = names.indexOf(last)
        return at < 0 ? whole : `, "${letters[at]}");`
      })
      return readRows(said, helpers)
    })
  }
  return helpers
}

/** What each letter stands for: the error that the test expects for it. */
function readLetters(text: string): (letter: string) => string {
  const meanings = new Map([['+', 'yes']])
  for (const [, letter = '', error = ''] of text.matchAll(
    /letter == "(\w)"\) return \w+\.\w+?_(\w+)\.selector/g,
  )) {
    meanings.set(letter, error)
  }
  const rest = /return \w+\.\w+?_(\w+)\.selector;\n {4}\}/.exec(text)?.[1]
  return (letter) => {
    const meaning = meanings.get(letter) ?? rest
    if (!meaning) throw new Error(`letter ${letter} of ${source}: expected one that _selectorOf knows`)
    return meaning
  }
}
