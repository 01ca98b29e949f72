import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { gatewayConfigSchema } from '../core/services/gatewayConfig.ts'
import { createGateway } from './gateway.ts'

/** `node program.ts <config.json>`: the front door as a process of its own. Logs JSON lines; TERM ends it in order. */
async function run(file: string | undefined): Promise<void> {
  if (file === undefined) throw new TypeError('usage: program <config.json>')
  const config = gatewayConfigSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!config.success) throw new TypeError(`${file}: ${z.prettifyError(config.error)}`)
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  const gateway = await createGateway(config.data, (event, fields) => {
    console.log(JSON.stringify({ time: new Date().toISOString(), event, ...fields }))
  })
  await stopped
  await gateway.close()
}

run(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
