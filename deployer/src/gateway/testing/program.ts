import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GatewayConfigInput } from '../../core/services/gatewayConfig.ts'

const program = fileURLToPath(new URL('../program.ts', import.meta.url))

/** A gateway as a process of its own. */
export type GatewayProgram = {
  url: string
  /** Sends TERM, and gives the exit code. */
  stop(): Promise<number | null>
}

/** Starts the program with a config in a folder of its own. @throws Error with what it complained of when it ends */
export async function startGatewayProgram(config: Partial<GatewayConfigInput>): Promise<GatewayProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-gateway-'))
  const file = join(folder, 'gateway.json')
  writeFileSync(file, JSON.stringify(config))
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      rmSync(folder, { recursive: true })
      resolve(code)
    })
  })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      const line = output.match(/^.*"gateway\.listening".*$/m)?.[0]
      if (line?.endsWith('}')) resolve(JSON.parse(line).url)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    ended.then((code) => reject(new Error(`the gateway ended with ${code}: ${output}`)))
  })
  return {
    url,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
