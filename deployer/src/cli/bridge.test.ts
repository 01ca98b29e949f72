import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseEther } from 'viem'
import { chooseChainId } from '../testing/anvil.ts'
import { errorOf } from '../testing/cli.ts'
import { type CliProject, startCliProject } from '../testing/cliProject.ts'

let cli: CliProject

before(async () => {
  cli = await startCliProject(chooseChainId())
  assert.equal((await cli.opraas(['deploy', 'contracts'])).code, 0)
})
after(() => cli.close())

test('refuses what it cannot understand, before it asks anybody', async () => {
  for (const args of [
    ['deposit', '--amount', '1e3'],
    ['deposit', '--amount', '0'],
    ['deposit', '--amount', '1', '--to', '0x12'],
    ['prove', '0x12'],
    ['status', '0x12', '--l2-rpc', 'ftp://nowhere'],
  ]) {
    const run = await cli.opraas(['bridge', ...args])
    assert.equal(run.code, 2, `${args}: ${run.stdout}`)
  }
})

test('deposits to an embedded chain, and takes nothing out that nobody would prove', async () => {
  assert.equal((await cli.opraas(['up'])).code, 0)
  const to = '0x000000000000000000000000000000000000dad0'
  const deposit = await cli.opraas(['bridge', 'deposit', '--amount', '0.5', '--to', to])
  assert.equal(deposit.code, 0, deposit.stdout)
  const { l1Hash, l2Hash, amountWei } = deposit.json()
  assert.equal(amountWei, parseEther('0.5').toString())
  const status = await cli.opraas(['bridge', 'status', String(l1Hash)])
  assert.deepEqual(status.json(), { kind: 'deposit', l1Hash, l2Hash, step: 'arrived' })
  const withdrawal = await cli.opraas(['bridge', 'withdraw', '--amount', '0.1'])
  assert.equal(errorOf(withdrawal).code, 'OPR-310')
})
