import { writeSync } from 'node:fs'
import { openBridge } from '../bridge/index.ts'
import { createDeployer } from '../deployer.ts'

/**
 * Deposits, or withdraws, in a process of its own that kills itself at one write of a journal: the first that is not
 * among the points covered before. Prints that point; prints nothing when it finishes.
 */
const [action, folder, l1RpcUrl, l2RpcUrl, key, coveredJson] = process.argv.slice(2)
if (!action || !folder || !l1RpcUrl || !l2RpcUrl || !key || !coveredJson)
  throw new TypeError('usage: bridgeChild deposit|withdraw folder l1Url l2Url key covered')
const covered = new Set(JSON.parse(coveredJson) as string[])
const environment = { OPRAAS_L1_RPC_URL: l1RpcUrl, OPRAAS_PRIVATE_KEY: key }
const { signal } = new AbortController()

const bridge = await openBridge({
  chain: await createDeployer({ folder, environment, signal }).engineChain(),
  l2RpcUrl,
  environment,
  confirmations: 1,
  maxFeePerGasWei: 500_000_000_000n,
  signal,
  report: () => undefined,
  onWrite: (point, phase) => {
    const name = `${phase} ${point.split(':', 2).join(':')}`
    // Whoever dies after the last write has done what was asked for: to ask again is a second deposit.
    if (covered.has(name) || name.startsWith('after stage')) return
    writeSync(1, name)
    process.kill(process.pid, 'SIGKILL')
  },
})
const to = '0x000000000000000000000000000000000000b0b1'
if (action === 'deposit') await bridge.deposit({ amountWei: 10n ** 18n, to })
else await bridge.withdraw({ amountWei: 10n ** 17n, to })
