import { leastGo } from '../../deployer/src/artifacts/programs/recipe.ts'
import type { VersionSetName } from '../../deployer/src/core/intent/index.ts'
import { versionSets } from '../../deployer/src/core/services/versionSets.ts'
import type { GeneratedFile } from './file.ts'
import { pageHeader, table } from './markdown.ts'

const intro = `Which releases of the OP Stack were tested together. \`[infra] version_set\` in \`config.toml\` names one;
\`opraas build --version-set <set>\` builds its programs.`

const notes = `Each set pins its programs by \`deployer/opstack/<set>/go.mod\` and, by checksum, every module they are made of by the
\`go.sum\` beside it. The L1 contracts are pinned apart from the programs, as a release of contracts-bedrock: a chain keeps its
contracts when it takes another set, and each set names the releases that it was tested with. A chain must not have a fork
later than the newest one of its set.

The programs are built without C, into a cache outside of the project (\`OPRAAS_CACHE\`, see [cli.md](cli.md#environment)). The
programs of one set take 0.3 GB there; Go's modules and its own cache take up to 5 GB for both sets. Beside each program
stands a manifest with its checksum; a program that differs from it is not started, and built again.`

/** docs/version-sets.md: the tested matrix. */
export function generateVersionSets(): GeneratedFile {
  const yes = (value: boolean): string => (value ? 'yes' : 'no')
  const rows = Object.entries(versionSets).map(([name, set]) => [
    `\`${name}\``,
    `\`${set.optimism}\``,
    `\`${set.opGeth}\``,
    set.contracts.join(', '),
    set.newestFork,
    yes(set.hasOutputOracle),
    yes(set.hasCellProofs),
    yes(set.needsL1ChainConfig),
    leastGo(name as VersionSetName), // a key of the record
  ])
  const head = [
    'Set',
    'optimism',
    'op-geth',
    'contracts-bedrock',
    'Newest fork',
    'Output oracle',
    'Blobs after Fusaka',
    'Needs the L1’s chain config',
    'Go, at least',
  ]
  const header = pageHeader('Version sets', { by: 'scripts/generate/versionSets.ts', intro })
  return { path: 'docs/version-sets.md', content: `${header}\n${table(head, rows)}\n\n${notes}\n` }
}
