import { gunzipSync, gzipSync } from 'node:zlib'
import { loadBedrock } from '../../deployer/src/artifacts/bedrock.ts'
import { buildGenesis, serializeGenesis } from '../../deployer/src/core/genesis/index.ts'
import { sampleGenesis } from '../../deployer/src/core/genesis/testing/sample.ts'

/** `node test/bench/genesis.ts`: building an L2 genesis with its hash, against packing and unpacking the same file. */
const RUNS = 10
const artifacts = loadBedrock()
const text = serializeGenesis(buildGenesis(sampleGenesis, artifacts).genesis)

/** Milliseconds of the fastest of several runs. */
function fastest(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now()
    run()
    return performance.now() - startedAt
  })
  return Math.min(...times)
}

const ours = fastest(() => buildGenesis(sampleGenesis, artifacts))
const reference = fastest(() => gunzipSync(gzipSync(text)))
console.log(`genesis ${(text.length / 2 ** 20).toFixed(1)} MiB: ${ours.toFixed(0)} ms`)
console.log(`gzip and gunzip of it (zlib): ${reference.toFixed(0)} ms`)
console.log(`ratio ${(ours / reference).toFixed(2)}`)
