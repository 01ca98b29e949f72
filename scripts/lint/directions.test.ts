import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '../..')

/** What a file may import, and what it may not. */
const imports: Record<string, { may: string[]; mayNot: string[] }> = {
  'contracts/ts/terms.ts': {
    may: ['viem', 'viem/utils', './sla.ts'],
    mayNot: ['@opraas/deployer', '@opraas/agent', '../../deployer/src/core/json.ts', 'node:fs', 'zod'],
  },
  'deployer/src/core/json.ts': {
    may: ['viem', 'zod', 'smol-toml', '@opraas/contracts', './errors/index.ts'],
    mayNot: [
      ...['node:fs', 'fs', 'pino', '@opraas/agent', '@opraas/deployer', '../index.ts', '../deployer.ts'],
      ...['../environmentFile.ts', '../rpc/call.ts', '../testing/anvil.ts'],
    ],
  },
  'deployer/src/core/l1/steps.ts': {
    may: ['../json.ts', '../genesis/index.ts'],
    mayNot: [
      ...['../../rpc/call.ts', '../../state/files.ts', '../../artifacts/bedrock.ts', '../../cli/index.ts'],
      ...[
        '../../apply/broadcast.ts',
        '../../engines/index.ts',
        '../../inspect/chain.ts',
        '../../../bin/x.ts',
      ],
      ...['../../intentFile.ts', '../../index.ts'],
    ],
  },
  'deployer/src/core/plan/plan.test.ts': { may: ['node:test', '../../testing/project.ts'], mayNot: [] },
  'deployer/src/rpc/client.ts': {
    may: ['../core/json.ts', '@opraas/contracts', 'node:net'],
    mayNot: ['../apply/broadcast.ts', '../environmentFile.ts', '../deployer.ts', '../testing/anvil.ts'],
  },
  'deployer/src/state/lock.ts': { may: ['../core/json.ts'], mayNot: ['../engines/index.ts'] },
  'deployer/src/artifacts/programs.ts': { may: ['../core/json.ts'], mayNot: ['../inspect/chain.ts'] },
  'deployer/src/apply/stages/verify.ts': {
    may: ['../../rpc/findings.ts', '../context.ts'],
    mayNot: ['../../inspect/chain.ts', '../../engines/index.ts', '../../cli/io.ts', '../../deployer.ts'],
  },
  'deployer/src/engines/embedded/index.ts': {
    may: ['../process/ports.ts', '../../state/lock.ts'],
    mayNot: [
      '../../apply/context.ts',
      '../../inspect/chain.ts',
      '../../deployer.ts',
      '../../openDeployment.ts',
    ],
  },
  'deployer/src/inspect/adopt.ts': {
    may: ['./chain.ts', '../rpc/client.ts'],
    mayNot: ['../apply/context.ts', '../engines/index.ts', '../intentFile.ts'],
  },
  'deployer/src/deployer.ts': {
    may: ['./apply/context.ts', './inspect/adopt.ts'],
    mayNot: ['./cli/io.ts', './testing/anvil.ts', '@opraas/agent', '../../agent/src/log.ts'],
  },
  'deployer/src/cli/commands/up.ts': {
    may: ['../../deployer.ts', '../../engines/index.ts'],
    mayNot: ['../../testing/anvil.ts', '@opraas/agent/probe', '../../../../contracts/ts/sla.ts'],
  },
  'deployer/src/testing/cli.ts': { may: ['../deployer.ts'], mayNot: ['@opraas/agent'] },
  'agent/src/reconcile/decide.ts': {
    may: ['../chain/agreements.ts'],
    mayNot: ['./observe.ts', 'node:fs', 'viem', '@opraas/deployer', '../store/store.ts'],
  },
  'agent/src/chain/watcher.ts': {
    may: ['@opraas/deployer', '@opraas/contracts', './token.ts'],
    mayNot: ['../store/store.ts', '../config.ts', '../probe/probe.ts', '@opraas/deployer/cli'],
  },
  'agent/src/log.ts': { may: ['@opraas/deployer'], mayNot: ['./config.ts', './store/store.ts'] },
  'agent/src/store/store.ts': {
    may: ['../chain/watcher.ts', '@opraas/deployer/core'],
    mayNot: ['../transactor/transactor.ts', '../sagas/saga.ts', '../../../deployer/src/index.ts'],
  },
  'agent/src/keys/keySets.ts': { may: ['../config.ts'], mayNot: ['../api/server.ts', '../main.ts'] },
  'agent/src/transactor/transactor.ts': {
    may: ['../store/txLog.ts', '../keys/keySets.ts'],
    mayNot: ['../sagas/saga.ts', '../reconcile/loop.ts', '../api/server.ts', '../probe/post.ts'],
  },
  'agent/src/sagas/saga.ts': {
    may: ['../transactor/transactor.ts'],
    mayNot: ['../main.ts', '../probe/sample.ts', '../oracle-node/node.ts', '../../../contracts/ts/sla.ts'],
  },
  'agent/src/main.ts': {
    may: ['./sagas/saga.ts'],
    mayNot: ['./probe/probe.ts', './oracle-node/index.ts', '@opraas/contracts/ts/sla.ts'],
  },
  'agent/src/probe/probe.ts': {
    may: ['../chain/watcher.ts', '../log.ts', './config.ts', './store.ts', '@opraas/deployer'],
    mayNot: [
      ...[
        '../store/store.ts',
        '../keys/keySets.ts',
        '../sagas/saga.ts',
        '../reconcile/decide.ts',
        '../cli.ts',
      ],
      ...[
        '../transactor/transactor.ts',
        '../setup/terms.ts',
        '../api/metrics.ts',
        '../config.ts',
        '../main.ts',
      ],
      ...['../oracle-node/index.ts', '../../../deployer/src/testing/anvil.ts'],
    ],
  },
  'agent/src/probe/cli/commands/run.ts': {
    may: ['../../config.ts', '../../../log.ts'],
    mayNot: ['../../../config.ts', '../../../oracle-node/index.ts'],
  },
  'agent/src/probe/cli/commands/collect.ts': {
    may: ['../../../oracle-node/index.ts'],
    mayNot: ['../../../main.ts', '../../../store/store.ts'],
  },
  'agent/src/probe/cli/commands/node.ts': {
    may: ['../../../oracle-node/index.ts'],
    mayNot: ['../../../main.ts', '../../../store/store.ts'],
  },
  'agent/src/oracle-node/node.ts': {
    may: ['../probe/config.ts', '../chain/watcher.ts'],
    mayNot: ['../config.ts', '../transactor/transactor.ts'],
  },
  'agent/src/chain/watcher.test.ts': {
    may: ['../../../deployer/src/testing/anvil.ts'],
    mayNot: ['../../../deployer/src/rpc/client.ts'],
  },
  'frontend/src/shared/ui/Amount.tsx': {
    may: ['react', 'viem/actions', '@opraas/contracts', '../format/amount.ts', './Amount.module.css'],
    mayNot: [
      ...['@opraas/deployer/core', '@opraas/deployer', '@opraas/agent', 'node:fs', 'viem/chains', 'wagmi'],
      ...['@rainbow-me/rainbowkit', '../../features/offers/index.ts', '../../routes/offer.tsx'],
      ...['../../app/App.tsx', '../../local/index.tsx', '../../../../contracts/ts/sla.ts'],
    ],
  },
  'frontend/src/shared/l1/plan.ts': {
    may: ['@opraas/deployer/core', '@opraas/contracts', '../chain/client.ts'],
    mayNot: ['@opraas/deployer', '@opraas/deployer/cli', 'wagmi/actions', '../../features/deploy/index.ts'],
  },
  'frontend/src/shared/wallet/layer/WalletLayer.tsx': {
    may: [
      'wagmi',
      'wagmi/actions',
      '@rainbow-me/rainbowkit',
      '@rainbow-me/rainbowkit/styles.css',
      '../store.ts',
    ],
    mayNot: ['@opraas/deployer/core', 'viem/chains', '../../../local/index.tsx', '../../../app/App.tsx'],
  },
  'frontend/src/shared/wallet/useWallet.ts': { may: ['./store.ts'], mayNot: ['wagmi', '@wagmi/core'] },
  'frontend/src/features/offers/index.ts': {
    may: ['./model.ts', './components/OfferRow.tsx', '../../shared/ui/Amount.tsx', '@opraas/deployer/core'],
    mayNot: ['../agreements/index.ts', '../../routes/offer.tsx', '../../app/App.tsx', '@opraas/deployer'],
  },
  'frontend/src/features/offers/components/OfferRow.tsx': {
    may: ['../model.ts', './Ramp.tsx', '../hooks/useOffers.ts', '../../../shared/ui/Amount.tsx', 'radix-ui'],
    mayNot: [
      ...['../../agreements/index.ts', '../../../features/agreements/index.ts', '../../../routes/offer.tsx'],
      ...['../../../local/index.tsx', 'wagmi', 'fs'],
    ],
  },
  'frontend/src/routes/offer.tsx': {
    may: ['../features/offers/index.ts', '../shared/ui/Amount.tsx', './layout.tsx', 'react-router'],
    mayNot: ['../app/App.tsx', '../local/index.tsx', '@opraas/deployer/core', '@rainbow-me/rainbowkit'],
  },
  'frontend/src/local/wallet/provider.ts': {
    may: ['viem/accounts', '@opraas/contracts', '../../shared/chain/client.ts', './memory.ts'],
    mayNot: ['@opraas/deployer/core', '../../features/offers/index.ts', '../../app/App.tsx', 'wagmi'],
  },
  'frontend/src/app/main.tsx': {
    may: ['../local/index.tsx', '../routes/offer.tsx', '../features/offers/index.ts', '../shared/theme.ts'],
    mayNot: ['@opraas/deployer', '@opraas/agent', 'wagmi', 'node:path', 'viem/chains'],
  },
  'frontend/src/features/offers/model.test.ts': {
    may: ['node:test', './model.ts', '../../../../deployer/src/testing/anvil.ts'],
    mayNot: ['@opraas/agent', '../../../../deployer/src/rpc/client.ts'],
  },
}

/** Expressions that pure code may not have. */
const impure = ['fetch', 'Date.now()', 'process.env', 'crypto', 'setTimeout', 'globalThis', 'Math.random()']

type Report = { diagnostics: { category: string; location: { path: string; start: { line: number } } }[] }

/** Lints files under the repository's rules. @returns `file:line` of each finding of the categories. */
function lintFiles(files: Record<string, string[]>, categories: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-lint-'))
  try {
    for (const path of ['biome.json', 'scripts/lint']) {
      cpSync(join(root, path), join(folder, path), { recursive: true })
    }
    for (const [file, lines] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), lines.join('\n'))
    }
    const flags = [
      '--vcs-enabled=false',
      '--reporter=json',
      '--max-diagnostics=none',
      '--diagnostic-level=error',
    ]
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    const args = [biome, 'lint', ...flags, 'contracts', 'deployer', 'agent', 'frontend']
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    const { diagnostics } = JSON.parse(stdout) as Report
    const found = diagnostics.filter(({ category }) => categories.includes(category))
    return [...new Set(found.map(({ location }) => `${location.path}:${location.start.line}`))].sort()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('every import against the directions is found, and no other', () => {
  const files: Record<string, string[]> = {}
  const expected: string[] = []
  for (const [file, { may, mayNot }] of Object.entries(imports)) {
    files[file] = [...may, ...mayNot].map((path) => `export * from '${path}'`)
    expected.push(...mayNot.map((_, index) => `${file}:${may.length + index + 1}`))
  }
  const found = lintFiles(files, ['lint/style/noRestrictedImports', 'lint/correctness/noNodejsModules'])
  assert.deepEqual(found, expected.sort())
})

test('of viem’s clients the dApp builds the small one, and it loads local and the wallet’s layer as chunks', () => {
  const found = lintFiles(
    {
      'frontend/src/shared/chain/client.ts': [
        "import { createClient, http } from 'viem'",
        "import { createPublicClient } from 'viem'",
        'export default [createClient, http, createPublicClient]',
      ],
      'frontend/src/app/load.ts': [
        "export const local = () => import('../local/index.tsx')",
        "export const wagmi = () => import('wagmi')",
      ],
      'frontend/src/shared/wallet/load.ts': [
        "export const layer = () => import('./layer/WalletLayer.tsx')",
        "export const local = () => import('../../local/index.tsx')",
      ],
    },
    ['lint/style/noRestrictedImports'],
  )
  assert.deepEqual(found, [
    'frontend/src/app/load.ts:2',
    'frontend/src/shared/chain/client.ts:2',
    'frontend/src/shared/wallet/load.ts:2',
  ])
})

test('clock, network, process and randomness are found in pure code, and only there', () => {
  const pure = ['deployer/src/core/plan/plan.ts', 'agent/src/reconcile/decide.ts']
  const others = [
    'deployer/src/rpc/call.ts',
    'deployer/src/core/plan/plan.test.ts',
    'agent/src/reconcile/loop.ts',
  ]
  const lines = impure.map((expression, index) => `export const value${index} = ${expression}`)
  const found = lintFiles(Object.fromEntries([...pure, ...others].map((file) => [file, lines])), [
    'lint/style/noRestrictedGlobals',
    'plugin',
  ])
  assert.deepEqual(found, pure.flatMap((file) => lines.map((_, index) => `${file}:${index + 1}`)).sort())
})

test('nothing of the vendor’s is behind the probe, however many imports away', () => {
  const source = join(root, 'agent/src')
  const reached = new Set<string>()
  const follow = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      if (path) follow(resolve(dirname(file), path))
    }
  }
  follow(join(source, 'probe/index.ts'))
  const folders = new Set([...reached].map((file) => relative(source, file).split('/')[0]))
  assert.ok(readdirSync(join(source, 'store')).length > 0)
  assert.deepEqual([...folders].sort(), ['chain', 'log.ts', 'oracle-node', 'probe'])
})
