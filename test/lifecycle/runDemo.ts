import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isPortFree } from '@opraas/deployer'
import type { Address, Hash, Hex } from 'viem'

const root = resolve(import.meta.dirname, '../..')

/** The one JSON line of `npm start -- --once --json`. */
export type Report = {
  agreement: Hex
  l1ChainId: number
  marketChainId: number
  l2ChainId: number
  l1Rpc: string
  l2Rpc: string
  marketplace: Address
  token: Address
  l2Blocks: number
  epochs: { uptimeBps: number; payoutBps: number; paid: string; slashed: string }[]
  deposited: string
  paid: string
  fees: string
  refunded: string
  slashed: string
  balanced: boolean
  outageSeconds: number
  /** Of a chain on the real stack. */
  stack?: { safe: number; finalized: number; batches: number; games: number }
  txs: Record<string, Hash | Hash[]>
  seconds: { toFirstL2Block: number; bindToEndpoint: number; total: number }
}

/** A running `npm start`, without npm. */
export type DemoRun = {
  pid: number
  folder: string
  /** Resolves with the first JSON line on stdout. @throws Error with what it said when it ends before */
  report: Promise<Report>
  /** Resolves when stderr has matched. */
  waitFor(pattern: RegExp): Promise<void>
  /** Everything said on stderr so far. */
  story(): string
  end(signal: NodeJS.Signals): Promise<number | null>
  ended: Promise<number | null>
}

/** A port base whose ports are free now. */
export async function findPortBase(): Promise<number> {
  for (let base = 20_000 + 50 * (process.pid % 200); base < 32_000; base += 50) {
    const used = await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 10].map(async (offset) => !(await isPortFree(base + offset))),
    )
    if (!used.includes(true) && !existsSync(worldFolder(base))) return base
  }
  throw new Error('no free ports between 20000 and 32000')
}

/** Where a start keeps its world. */
export function worldFolder(portBase: number): string {
  return join(root, '.opraas', `world-${portBase}`)
}

/** Starts the demo as `npm start -- <args>` does. */
export function runDemo(portBase: number, args: readonly string[]): DemoRun {
  const script = join(root, 'scripts/demo/index.ts')
  const child = spawn(process.execPath, [script, '--port-base', String(portBase), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The bootstrap's own start is that of all tests. What is said is matched as text: a CI service asks for colours.
    env: { ...process.env, OPRAAS_STARTED_AT: undefined, NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  let out = ''
  let story = ''
  const looks = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
    for (const look of looks) look()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    story += chunk
    for (const look of looks) look()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const seen = <T>(what: string, look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look()
        if (found === undefined) return
        looks.delete(check)
        resolve(found)
      }
      looks.add(check)
      ended.then((code) => reject(new Error(`the demo ended with ${code} before ${what}:\n${story}${out}`)))
      check()
    })
  const report = seen('its report', () => {
    const line = out.split('\n').find((text) => text.startsWith('{'))
    return line && out.includes(`${line}\n`) ? (JSON.parse(line) as Report) : undefined
  })
  // Whoever wants it awaits it; a start without a report may end unseen.
  report.catch(() => undefined)
  return {
    pid: child.pid ?? -1,
    folder: worldFolder(portBase),
    report,
    waitFor: async (pattern) => {
      await seen(String(pattern), () => (pattern.test(story) ? true : undefined))
    },
    story: () => story,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
    ended,
  }
}
