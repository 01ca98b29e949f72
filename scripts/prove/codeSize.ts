import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { formatTable } from '../../deployer/src/cli/ui/table.ts'

/** EIP-170. */
export const MAX_CODE_BYTES = 24_576

/** Bytes of code of one contract. */
export type CodeSize = { contract: string; bytes: number }

type Artifact = { abi: { type: string }[]; deployedBytecode: string }

/** Own contracts that can be deployed and called, as they were built last, the largest first. */
export function readCodeSizes(root: string): CodeSize[] {
  return globSync('artifacts/contracts/{market,oracles,l1}/*.sol/*.json', { cwd: root })
    .map((file) => {
      const { abi, deployedBytecode } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Artifact
      const isCallable = abi.some(({ type }) => type === 'function')
      return { contract: basename(file, '.json'), bytes: deployedBytecode.length / 2 - 1, isCallable }
    })
    .filter(({ bytes, isCallable }) => bytes > 0 && isCallable)
    .map(({ contract, bytes }) => ({ contract, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
}

/** A table with what is left, and whether all may be deployed. */
export function judgeCodeSizes(sizes: readonly CodeSize[]): { ok: boolean; table: string } {
  const rows = sizes.map(({ contract, bytes }) => {
    const left = MAX_CODE_BYTES - bytes
    return [contract, String(bytes), left < 0 ? `over by ${-left}` : `${left} left`]
  })
  const ok = sizes.length > 0 && sizes.every(({ bytes }) => bytes <= MAX_CODE_BYTES)
  return { ok, table: formatTable([['contract', 'bytes', `of ${MAX_CODE_BYTES}`], ...rows], [1, 2]) }
}

if (import.meta.main) {
  const { ok, table } = judgeCodeSizes(readCodeSizes(resolve(import.meta.dirname, '../..')))
  console.log(table)
  if (!ok) process.exitCode = 1
}
