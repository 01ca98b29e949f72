import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { isPortFree } from '@opraas/deployer'
import { endAll, processesOf } from '../../scripts/demo/world.ts'
import { type DemoRun, findPortBase, runDemo } from './runDemo.ts'

const TIMEOUT_MS = 90_000
const offsets = [0, 1, 2, 3, 4, 10]

describe('npm start and its processes', { timeout: 3 * TIMEOUT_MS }, () => {
  let portBase: number
  let folder: string
  before(async () => {
    portBase = await findPortBase()
  })
  after(async () => {
    await endAll(processesOf(folder))
    rmSync(folder, { recursive: true, force: true })
  })

  function start(args: readonly string[] = []): DemoRun {
    const demo = runDemo(portBase, args)
    folder = demo.folder
    return demo
  }

  async function requireNothingLeft(): Promise<void> {
    assert.deepEqual(processesOf(folder), [])
    for (const offset of offsets) assert.ok(await isPortFree(portBase + offset), `port ${portBase + offset}`)
  }

  test('a port that is taken is named, with who has it; nothing is started', async () => {
    const server = createServer().listen(portBase + 1, '127.0.0.1')
    const demo = start()
    const code = await demo.ended
    server.close()
    assert.equal(code, 1)
    assert.match(demo.story(), /error OPR-\d+ {2}.*probe.*port \d+|error OPR-\d+ {2}.*[Pp]ort \d+.*probe/)
    assert.match(demo.story(), /--port-base/)
    assert.deepEqual(processesOf(folder), [])
  })

  test('Ctrl-C while the vendor sets up leaves no process and no port', async () => {
    const demo = start(['--once', '--json'])
    await demo.waitFor(/L1 31337 is up/)
    assert.ok(processesOf(folder).length > 0)
    assert.equal(await demo.end('SIGINT'), 130)
    await requireNothingLeft()
  })

  test('a second start beside a running one is refused; the first goes on', async () => {
    const first = start()
    await first.waitFor(/L1 31337 is up/)
    const second = start()
    assert.equal(await second.ended, 1)
    assert.match(second.story(), /OPR-402.*Another `npm start`.*running/)
    assert.ok(processesOf(folder).length > 0)
    assert.equal(await first.end('SIGTERM'), 0)
    await requireNothingLeft()
  })

  test('after SIGKILL the next start reaps what is left, and works', async () => {
    const killed = start()
    await killed.waitFor(/published an offer/)
    await killed.end('SIGKILL')
    const orphans = processesOf(folder).map(({ pid }) => pid)
    assert.ok(orphans.length >= 2, `${orphans.length} orphans`)
    const next = start()
    await next.waitFor(/published an offer/)
    const alive = new Set(processesOf(folder).map(({ pid }) => pid))
    assert.ok(orphans.every((pid) => !alive.has(pid)))
    assert.equal(await next.end('SIGINT'), 0)
    await requireNothingLeft()
  })
})

test('what npm start does not know is refused by name', async () => {
  for (const [args, expected] of [
    [['--outage', '120%'], /--outage.*120%.*from 0% to 100%/],
    [['--engine', 'docker'], /--engine.*docker.*embedded/],
    [['--port-base', '80'], /--port-base.*80.*1024/],
    [['--fast'], /--fast/],
  ] as const) {
    const demo = runDemo(4700, args)
    assert.equal(await demo.ended, 2, demo.story())
    assert.match(demo.story(), expected)
  }
})
