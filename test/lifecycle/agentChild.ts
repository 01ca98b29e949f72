import { parseArgs } from 'node:util'
import { toJson } from '@opraas/deployer'
import { runAgent, setupAgent } from '../../agent/src/main.ts'
import { killAtFirstSight } from './faultPoints.ts'

/** `opraas-agent`, killed at every write of its store. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { config: { type: 'string', default: 'agent.toml' }, json: { type: 'boolean' } },
})
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))
const options = {
  configFile: values.config,
  environment: process.env,
  signal: stop.signal,
  onWrite: killAtFirstSight(`agent ${positionals[0]}`),
}
if (positionals[0] === 'setup') console.log(toJson(await setupAgent(options)))
else await runAgent(options)
