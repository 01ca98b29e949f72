import { stripVTControlCharacters } from 'node:util'
import pc from 'picocolors'

/** Who a line of the story is about. */
export type Who = 'world' | 'client' | 'vendor' | 'oracle' | 'market'

/** Tells the story, a line per step, above a status block that is drawn anew in place on a terminal. */
export type Narrator = {
  say(who: Who, text: string): void
  /** Replaces the status block; without a terminal it is not shown. */
  show(lines: readonly string[]): void
  /** Ends the status block: it stays as it is. */
  close(): void
}

const colors: Record<Who, (text: string) => string> = {
  world: pc.dim,
  client: pc.blue,
  vendor: pc.magenta,
  oracle: pc.yellow,
  market: pc.green,
}

/** @param startedAtMs - When the user pressed Enter; lines carry the seconds since then. */
export function createNarrator(stream: NodeJS.WriteStream, startedAtMs: number): Narrator {
  const live = stream.isTTY === true
  let block: string[] = []

  const erase = (): string => (block.length > 0 ? `\x1b[${block.length}A\x1b[0J` : '')
  const draw = (): string => block.map((line) => `${clip(line, stream.columns ?? 80)}\n`).join('')

  return {
    say(who, text) {
      const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1).padStart(6)
      const line = `${pc.dim(`${seconds} s`)}  ${colors[who](who.padEnd(6))}  ${text}`
      stream.write(live ? `${erase()}${line}\n${draw()}` : `${line}\n`)
    },
    show(lines) {
      if (!live) return
      const before = erase()
      block = [...lines]
      stream.write(before + draw())
    },
    close() {
      block = []
    },
  }
}

/** A line that is longer than the terminal would wrap and break the block: it is cut, without its colours. */
function clip(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line)
  return plain.length < columns ? line : `${plain.slice(0, columns - 2)}…`
}
