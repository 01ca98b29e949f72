import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { getPortalVersion } from 'viem/op-stack'
import { type Intent, parseIntent } from './core/intent/index.ts'
import { adopt, configOf, heir, type OwnedChain, startOwnedChain } from './testing/ownedChain.ts'
import { devAccount } from './testing/project.ts'

for (const generation of ['dispute-games', 'output-oracle'] as const) {
  describe(`a chain with ${generation}`, { timeout: 240_000 }, () => {
    let world: OwnedChain
    let rollup: string
    let genesis: string
    before(async () => {
      world = await startOwnedChain(generation)
      rollup = world.file('rollup.json')
      genesis = world.file('genesis.json')
    })
    after(() => world.close())

    const requireFiles = async (intent: Intent): Promise<void> => {
      const { outputs } = await adopt(world, intent)
      assert.equal(outputs.rollupJson, rollup)
      assert.equal(outputs.genesisJson, genesis)
    }

    const requireGreen = async (): Promise<void> => {
      const { findings } = await world.payer.inspectContracts()
      assert.deepEqual(
        findings.filter(({ ok }) => !ok),
        [],
      )
    }

    test('is deployed once, and everything on L1 is as declared', async () => {
      assert.deepEqual((await world.payer.plan()).steps, [])
      const sent = await world.client.getTransactionCount({ address: devAccount.address })
      await world.payer.deployContracts()
      assert.equal(await world.client.getTransactionCount({ address: devAccount.address }), sent)
      await requireGreen()
      await requireFiles(parseIntent(world.config))
      const services = (await world.payer.engineChain()).services
      const { addresses } = world
      if ('L2OutputOracle' in addresses) {
        assert.equal(services.proposals, addresses.L2OutputOracle)
        assert.equal(services.portal, addresses.OptimismPortal)
      } else {
        assert.equal(services.proposals, addresses.DisputeGameFactory)
        assert.equal(services.portal, addresses.OptimismPortal2)
      }
      const version = await getPortalVersion(world.anvil.client, { portalAddress: services.portal })
      assert.equal(version.major, generation === 'output-oracle' ? 2 : 3)
    })

    test('takes no other chain for this one', async () => {
      const other = parseIntent(world.config.replace('[chain]', '[chain]\nblock_time = 3'))
      await assert.rejects(world.holder.rotateKeys(other), { code: 'OPR-403' })
      const intent = parseIntent(world.config)
      const wrong: Intent = {
        ...intent,
        generation: generation === 'output-oracle' ? 'dispute-games' : 'output-oracle',
        outputs: { submissionIntervalBlocks: 3n, finalizationPeriodSeconds: 60n },
      }
      await assert.rejects(adopt(world, wrong), { code: 'OPR-205', message: /generation/ })
      await assert.rejects(adopt(world, heir(world, 9)), { code: 'OPR-204' })
    })

    test('goes from one vendor to the next while it lives', async () => {
      const next = heir(world, 2)
      await assert.rejects(world.payer.rotateKeys(next), { code: 'OPR-304' })
      writeFileSync(join(world.project.folder, 'config.toml'), configOf(world, next))
      await assert.rejects(world.payer.plan(), { code: 'OPR-403', message: /other keys/ })
      const sent = await world.holder.rotateKeys(next)
      assert.equal(sent.length, generation === 'output-oracle' ? 3 : 4)
      assert.deepEqual(await world.holder.rotateKeys(next), sent)
      assert.deepEqual((await world.payer.plan()).steps, [])
      await requireGreen()
      await requireFiles(next)
      await assert.rejects(adopt(world, parseIntent(world.config)), { code: 'OPR-204' })
      rmSync(join(world.project.folder, 'deployments/sample/rollup.json'))
      await world.payer.deployContracts()
      assert.equal(world.file('rollup.json'), rollup)
    })

    test('loses all keys, and gets new ones from nothing', async () => {
      const revoked = await world.holder.revokeKeys()
      assert.equal(revoked.length, 3)
      assert.deepEqual(await world.holder.revokeKeys(), revoked)
      await assert.rejects(adopt(world, heir(world, 2)), { code: 'OPR-204' })
      const { findings } = await world.payer.inspectContracts()
      assert.ok(findings.every(({ ok, kind }) => ok || kind === 'role'))
      assert.ok(findings.some(({ ok }) => !ok))

      const next = heir(world, 3)
      await world.holder.rotateKeys(next)
      writeFileSync(join(world.project.folder, 'config.toml'), configOf(world, next))
      await requireGreen()
      await requireFiles(next)
    })

    test('is rebuilt from L1 with the keys of the day', async () => {
      rmSync(join(world.project.folder, 'deployments'), { recursive: true })
      await world.payer.deployContracts()
      assert.equal(world.file('rollup.json'), rollup)
      assert.equal(world.file('genesis.json'), genesis)
      await requireGreen()
      // Back to keys it had before: the same steps are sent again.
      const back = heir(world, 2)
      const receipts = await world.holder.rotateKeys(back)
      assert.ok(receipts.length >= 3)
      await requireFiles(back)
    })
  })
}
