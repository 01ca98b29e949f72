import { parseArgs } from 'node:util'
import { createDeployer, toJson } from '@opraas/deployer'
import { runCli } from '@opraas/deployer/cli'
import { killAtFirstSight } from './faultPoints.ts'

/** `opraas`, killed at every write of its journal. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { project: { type: 'string', default: '.' } },
})
const deployer = createDeployer({
  folder: String(values.project),
  environment: process.env,
  signal: new AbortController().signal,
  onWrite: killAtFirstSight(`opraas ${positionals[0]}`),
})
if (positionals.join(' ') === 'deploy contracts') console.log(toJson(await deployer.deployContracts()))
else if (positionals[0] === 'rotate-keys') console.log(toJson({ transactions: await deployer.revokeKeys() }))
else process.exitCode = await runCli()
