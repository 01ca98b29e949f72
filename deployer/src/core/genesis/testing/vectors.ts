import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'smol-toml'
import type { Hex } from 'viem'

const folder = join(import.meta.dirname, '../../../../../test/fixtures/genesis-vectors')

/** Real chains of the superchain registry with the hash their genesis has. */
export const vectors = [
  {
    name: 'mode',
    forks: 'Regolith',
    hash: '0xb0f682e12fc555fd5ce8fce51a59a67d66a5b46be28611a168260a549dac8a9b',
    stateRoot: '0xfd2126a4d437be91f138a61970b1f6554335f6abcaca5fec95bc9994e44bb6c2',
  },
  {
    name: 'swan',
    forks: 'Canyon',
    hash: '0x834c39d79eb75c4c52d745e624750b817b66eb13e483b035c42ec3aa5cfa7429',
    stateRoot: '0x0ca45150f42d8baeec495e33caebce452c367f70fcb9f8065833fcb834f109e4',
  },
  {
    name: 'bob',
    forks: 'Ecotone',
    hash: '0x8ed4903b7f9c3f7bb7a09374d63ae9c9852cd9aab1784b433c41dbeb47b4dba2',
    stateRoot: '0xc251463bc7995a7ce8559133968f4c0da6456cb74f4730058e87817836dfbb3c',
  },
  {
    name: 'shape',
    forks: 'Fjord',
    hash: '0xf17c665ffdebe214ec214bcd798c725141e7b5c29799500abd6a8738d15bdebe',
    stateRoot: '0x6e5784e805156be3af7f46baaf4319657315f58c02bb86c6f0aa5e7fd5c9cd3c',
  },
  {
    name: 'ink',
    forks: 'Granite',
    hash: '0x23a2658170ba70d014ba0d0d2709f8fbfe2fa660cd868c5f282f991eecbe38ee',
    stateRoot: '0xade3966d0c8786ea34248899b5f3d9e6b7209083290e67d9372e41d4ebc994da',
  },
  {
    name: 'settlus-mainnet',
    forks: 'Holocene',
    hash: '0x47a86b86dc4ba2e8c877515717dab337673a24dc3fb06d69ac9f07e9949a48c6',
    stateRoot: '0xe6e8eaa7e55e4457bdc0df0a92a95605246c8d42a9d371494f51f26a1c7aec7c',
  },
  {
    name: 'sepolia-devnet-2',
    forks: 'Karst',
    hash: '0x782e7ef559d86bd85ca14b3b51bcd64b2a5abba5bf3017d83d34e666d8dc0a57',
    stateRoot: '0x8c687a71a6fee4c6d8b25c4f75a844c447f30a7dc7074feea4c7c695f84152d9',
  },
] as const satisfies readonly { name: string; forks: string; hash: Hex; stateRoot: Hex }[]

export type VectorName = (typeof vectors)[number]['name']

/** What a file of a vector holds: nothing is known about it but that it is a table. */
export type ForeignGenesis = { alloc: Record<string, Record<string, unknown>> } & Record<string, unknown>

/** The genesis JSON and chain TOML of a vector, fresh objects on every call. */
export function loadVector(name: VectorName): { genesis: ForeignGenesis; config: Record<string, unknown> } {
  const json = gunzipSync(readFileSync(join(folder, `${name}.genesis.json.gz`))).toString()
  return { genesis: JSON.parse(json), config: parse(readFileSync(join(folder, `${name}.toml`), 'utf8')) }
}
