/** A row of a table of tests: the file, and words that the test's name has. */
export type TestRow = { file: string; words: string }

/** The tests that a Markdown table names in its last column as `file: words`, several separated by `; `. */
export function readTestRows(markdown: string, isTable: (header: string) => boolean): TestRow[] {
  const lines = markdown.split('\n')
  const rows: TestRow[] = []
  let isInside = false
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('|')) isInside = false
    else if (!lines[index - 1]?.startsWith('|')) isInside = isTable(line)
    else if (isInside && !/^\|[ -]+\|/.test(line))
      rows.push(...readCell(line.split('|').at(-2)?.trim() ?? ''))
  }
  return rows
}

function readCell(cell: string): TestRow[] {
  return cell.split('; ').map((text) => {
    const [, file, words] = /^([\w/]+): (.+)$/.exec(text) ?? []
    if (!file || !words)
      throw new Error(`“${text}” names no test: expected a file, a colon, words of its name`)
    return { file, words }
  })
}
