import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Anvil, chooseChainId, startAnvil } from './testing/anvil.ts'
import { runCli } from './testing/cli.ts'
import { createProject, devAccount, sampleConfig } from './testing/project.ts'

const bin = fileURLToPath(new URL('../bin/opraas.mjs', import.meta.url))
/** Blocks of 512 bytes: the first record fits, the signed transactions don't. */
const FILE_SIZE_LIMIT = 64
let anvil: Anvil
let project: ReturnType<typeof createProject>
let environment: Record<string, string>

before(async () => {
  const chainId = chooseChainId()
  anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  await anvil.client.mine({ blocks: 2 })
  project = createProject(sampleConfig({ l1ChainId: chainId }))
  environment = { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: devAccount.key }
})
after(async () => {
  await anvil.close()
  project.remove()
})

test('what can’t be written down is not sent; with room again the same command finishes', async () => {
  const full = await deployWithLittleRoom()
  assert.equal(full.code, 1)
  const { error } = JSON.parse(full.stdout.trim().split('\n').at(-1) ?? '')
  assert.equal(error.code, 'OPR-404')
  assert.match(error.message, /journal\.jsonl cannot be written: EFBIG/)
  assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), 0)

  const again = await runCli(['--json', '--yes', 'deploy', 'contracts'], { cwd: project.folder, environment })
  assert.equal(again.code, 0, again.stdout)
  const plan = await runCli(['plan', '--json'], { cwd: project.folder, environment })
  assert.equal(plan.stdout, '{"steps":[]}\n')
})

/** A disk that is full, as far as one process can tell: no file may grow beyond the limit. */
function deployWithLittleRoom(): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve, reject) => {
    const command = `ulimit -f ${FILE_SIZE_LIMIT}; exec "$0" "$@"`
    const args = [process.execPath, bin, '--json', '--yes', 'deploy', 'contracts']
    const child = spawn('sh', ['-c', command, ...args], {
      cwd: project.folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout }))
  })
}
