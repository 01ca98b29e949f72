import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Abi, Hex } from 'viem'

const root = resolve(import.meta.dirname, '../..')

export type Artifact = {
  abi: Abi
  bytecode: Hex
  contractName: string
  /** Its source in the compiler input, and the build that has this input. */
  inputSourceName: string
  buildInfoId: string
}

/** A compiled contract of ours: `market/Marketplace`. */
export function contractArtifact(path: string): Artifact {
  return read(join(root, 'artifacts/contracts', `${path}.sol`, `${path.split('/').at(-1)}.json`))
}

const fixtures = {
  TestToken: 'test/fixtures/contracts/TestToken.sol/TestToken.json',
  LinkToken: '@chainlink/contracts/src/v0.8/shared/token/ERC677/LinkToken.sol/LinkToken.json',
  Operator: '@chainlink/contracts/src/v0.8/operatorforwarder/Operator.sol/Operator.json',
} as const

/** A compiled contract of somebody else, or one for local chains only. */
export function fixtureArtifact(name: keyof typeof fixtures): Artifact {
  return read(join(root, 'test/fixtures/artifacts', fixtures[name]))
}

function read(file: string): Artifact {
  return JSON.parse(readFileSync(file, 'utf8')) as Artifact
}
