import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@opraas/deployer'
import type { Address } from 'viem'
import { defaultConfig } from '../../../deployer/src/dev/config.ts'
import { type HostReport, readReport } from '../../../deployer/src/engines/process/hostFiles.ts'
import { readTree } from './processes.ts'
import type { Stack } from './stack.ts'

const program = resolve(import.meta.dirname, '../../../deployer/bin/opraas.mjs')

/** What `opraas dev --json` prints when the chain is up. */
type Ready = { portal: Address; folder: string }

/** A project for `opraas dev`, which can be started several times: the chain goes on where it stopped. */
export async function createDevProject(folder: string, versionSet: '13' | '17') {
  const [l1Port, rpcPort] = [await freePort(), await freePort()]
  writeFileSync(
    join(folder, 'config.toml'),
    defaultConfig().replace(/^rpc_port = .*$/m, `rpc_port = ${rpcPort}`),
  )
  const args = ['dev', '--engine', 'native', '--version-set', versionSet, '--l1-port', `${l1Port}`]

  return {
    /** @param begin - its last block so far */
    start(begin: bigint): Stack {
      const startedAtMs = Date.now()
      const child = spawn(process.execPath, [program, '--project', folder, '--json', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk
      })
      const ended = once(child, 'exit')
      const ready = Promise.race([
        once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(String(line)) as Ready),
        ended.then((): never => {
          throw new Error(`opraas dev has ended:\n${said}`)
        }),
      ])
      return {
        startedAtMs,
        l1Url: `http://127.0.0.1:${l1Port}`,
        l2Url: `http://127.0.0.1:${rpcPort}`,
        begin,
        hasSafeHead: true,
        portal: ready.then(({ portal }) => portal),
        async memoryMb() {
          const { folder: at } = await ready
          const report = await readAll(join(at, 'deployments', 'dev'))
          if (child.pid === undefined) throw new TypeError('opraas dev runs')
          const names = new Map(report.services.map(({ name, pid }) => [pid, name]))
          names.set(report.pid, 'host').set(child.pid, 'opraas dev')
          const processes = [...(await readTree(child.pid)), ...(await readTree(report.pid))]
          return Object.fromEntries(
            processes.map(({ pid, program: name, memoryMb }) => [names.get(pid) ?? name, memoryMb]),
          )
        },
        async stop() {
          child.kill('SIGINT')
          await ended
        },
      }
    },
  }
}

/** The host's report when its last service runs: the proposer waits for something to propose. */
async function readAll(deployment: string): Promise<HostReport> {
  for (;;) {
    const report = readReport(deployment)
    if (report?.services.some(({ name, pid }) => name === 'proposer' && pid !== undefined)) return report
    await sleep(200)
  }
}
