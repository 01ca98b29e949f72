import { writeSync } from 'node:fs'
import { createDeployer } from '../deployer.ts'
import { readIntent } from '../intentFile.ts'

/**
 * Deploys, or installs the keys of another config, in a process of its own that kills itself at one write of the journal: the first that is not among the
 * points covered before. Prints that point; prints nothing when it finishes.
 */
const [folder, rpcUrl, key, coveredJson, next] = process.argv.slice(2)
if (!folder || !rpcUrl || !key || !coveredJson)
  throw new TypeError('usage: deployChild folder url key covered [next config]')
const covered = new Set(JSON.parse(coveredJson) as string[])

const deployer = createDeployer({
  folder,
  environment: { OPRAAS_L1_RPC_URL: rpcUrl, OPRAAS_PRIVATE_KEY: key },
  signal: new AbortController().signal,
  onWrite: (point, phase) => {
    const name = `${phase} ${point}`
    if (covered.has(name)) return
    writeSync(1, name)
    process.kill(process.pid, 'SIGKILL')
  },
})
if (next === undefined) await deployer.deployContracts()
else await deployer.rotateKeys(readIntent(next))
