import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bytesToHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { createDeployer } from './deployer.ts'
import { type Anvil, chooseChainId, startAnvil } from './testing/anvil.ts'
import { createProject, devAccount, sampleConfig } from './testing/project.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const owner = mnemonicToAccount(mnemonic, { addressIndex: 5 })
let anvil: Anvil
let project: ReturnType<typeof createProject>

before(async () => {
  const chainId = chooseChainId()
  anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  // Somebody must have shown to hold the owner's key.
  await anvil.client.sendTransaction({ account: owner, to: owner.address })
  await anvil.client.mine({ blocks: 2 })
  project = createProject(
    sampleConfig({ l1ChainId: chainId, replace: { owner: `owner = "${owner.address}"` } }),
  )
})
after(async () => {
  await anvil.close()
  project.remove()
})

function deployerWith(key: `0x${string}`) {
  return createDeployer({
    folder: project.folder,
    environment: { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: key },
    signal: AbortSignal.timeout(60_000),
  })
}

test('one pays, another owns: each signs its own part, and a lost journal is rebuilt after a rotation', async () => {
  const ownerKey = bytesToHex(owner.getHdKey().privateKey ?? new Uint8Array())
  const [payer, holder] = [deployerWith(devAccount.key), deployerWith(ownerKey)]
  await payer.deployContracts()
  assert.deepEqual((await holder.plan()).steps, [], 'looking needs nobody’s key in particular')
  await assert.rejects(holder.deployContracts(), { code: 'OPR-304' })
  await assert.rejects(payer.revokeKeys(), { code: 'OPR-304', message: new RegExp(owner.address, 'i') })

  const revoked = await holder.revokeKeys()
  assert.equal(revoked.length, 3)
  for (const hash of revoked) {
    const { from } = await anvil.client.getTransaction({ hash })
    assert.equal(from.toLowerCase(), owner.address.toLowerCase())
  }
  assert.deepEqual(await holder.revokeKeys(), revoked)

  const sent = await anvil.client.getTransactionCount({ address: devAccount.address })
  rmSync(join(project.folder, 'deployments'), { recursive: true })
  await deployerWith(devAccount.key).deployContracts()
  assert.equal(await anvil.client.getTransactionCount({ address: devAccount.address }), sent)
  assert.deepEqual((await payer.plan()).steps, [])
  const { findings } = await payer.inspectContracts()
  assert.ok(findings.every(({ ok, kind }) => ok || kind === 'role'))
})

test('a first attempt that sent nothing ties the deployment to nothing', async () => {
  rmSync(join(project.folder, 'deployments'), { recursive: true })
  const poor = bytesToHex(
    mnemonicToAccount(mnemonic, { addressIndex: 900 }).getHdKey().privateKey ?? new Uint8Array(),
  )
  await assert.rejects(deployerWith(poor).deployContracts(), { code: 'OPR-300' })
  await deployerWith(devAccount.key).deployContracts()
})
