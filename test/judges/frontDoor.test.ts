import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort } from '@opraas/deployer'
import { gatewayConfigSchema } from '../../deployer/src/core/services/gatewayConfig.ts'
import { buildMonitors } from '../../deployer/src/core/services/monitorism.ts'
import { buildOpSignerYaml } from '../../deployer/src/core/services/opSigner.ts'
import { buildProxydToml } from '../../deployer/src/core/services/proxyd.ts'
import { ask, gatewayConfigFor, post, startTwins, until } from '../../deployer/src/gateway/testing/twins.ts'

/** The programs that can't be built here run when their path is given; otherwise their key lists judge. */
const { OPRAAS_PROXYD: proxyd, OPRAAS_MONITORISM: monitorism, OPRAAS_OP_SIGNER: opSigner } = process.env
const address = '0x00000000000000000000000000000000000000a1'

/** Runs a program until `isReady`, then gives what ends it. @throws Error with its output when it isn't ready */
async function start(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  isReady: () => Promise<boolean>,
): Promise<() => Promise<void>> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  try {
    await until(() => isReady().catch(() => false))
    return stop
  } catch (error) {
    await stop()
    throw new Error(`${program} is not ready: ${output}`, { cause: error })
  }
}

test('proxyd serves the chain with the config generated for it', {
  skip: proxyd ? false : 'needs proxyd (OPRAAS_PROXYD, the path of the program)',
}, async (t) => {
  const twins = await startTwins()
  t.after(twins.close)
  const folder = mkdtempSync(join(tmpdir(), 'opraas-proxyd-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [port, metricsPort] = [await freePort(), await freePort()]
  const config = gatewayConfigSchema.parse(
    gatewayConfigFor(twins, { listen: { host: '127.0.0.1', port }, metrics: { port: metricsPort } }),
  )
  const file = join(folder, 'proxyd.toml')
  writeFileSync(file, buildProxydToml(config))
  const url = `http://127.0.0.1:${port}`
  const stop = await start(
    proxyd ?? '',
    [file],
    {},
    async () => (await ask(url, 'eth_blockNumber')) === '0x3',
  )
  t.after(stop)
  const { answer } = await post(url, { jsonrpc: '2.0', id: 1, method: 'admin_peers' })
  assert.match(answer.error.message, /not served here/)
  assert.equal((await ask(url, 'eth_getBlockByNumber', ['latest', false])).number, '0x3')
})

test('monitorism takes the flags generated for a chain, and watches balances', {
  skip: monitorism ? false : 'needs monitorism (OPRAAS_MONITORISM, the path of the program)',
}, async (t) => {
  const twins = await startTwins()
  t.after(twins.close)
  const port = await freePort()
  const chain = { portal: address, proposals: address, batcher: address, proposer: address } as const
  const monitors = (['dispute-games', 'output-oracle'] as const).flatMap((generation) =>
    buildMonitors({
      ...{ nickname: 'sample', chain: { ...chain, generation }, challenger: address },
      ...{ l2RpcUrl: twins.replica.url, l1OriginNumber: 0n, firstMetricsPort: port },
    }),
  )
  for (const { command, args } of monitors) {
    const help = spawnSync(monitorism ?? '', [command, '--help'], { encoding: 'utf8' })
    for (const flag of args.filter((arg) => arg.startsWith('--'))) assert.ok(help.stdout.includes(flag), flag)
  }
  const [balances] = monitors
  assert.ok(balances)
  const urls = Object.keys(balances.secrets).map((name) => [name, twins.sequencer.url])
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).ok
  const stop = await start(
    monitorism ?? '',
    [balances.command, ...balances.args],
    Object.fromEntries(urls),
    isReady,
  )
  t.after(stop)
})

test('op-signer starts with the config generated for it', {
  skip: opSigner ? false : 'needs op-signer (OPRAAS_OP_SIGNER, the path of the program)',
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-op-signer-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const key = join(folder, 'key.pem')
  const curve = ['ecparam', '-name', 'secp256k1', '-genkey', '-noout', '-param_enc', 'explicit', '-out', key]
  assert.equal(spawnSync('openssl', curve).status, 0, 'openssl makes a key')
  const file = join(folder, 'config.yaml')
  const chain = { l1ChainId: 900, l2ChainId: 901, proposals: address } as const
  writeFileSync(
    file,
    buildOpSignerYaml(chain, 'LOCAL', [{ role: 'batcher', name: 'batcher.local', key, address }]),
  )
  const port = await freePort()
  const flags = [
    '--config',
    file,
    '--rpc.addr',
    '127.0.0.1',
    '--rpc.port',
    String(port),
    '--tls.enabled=false',
  ]
  const stop = await start(
    opSigner ?? '',
    flags,
    {},
    async () => typeof (await ask(`http://127.0.0.1:${port}`, 'health_status')) === 'string',
  )
  t.after(stop)
})
