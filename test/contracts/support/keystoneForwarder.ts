import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  type Address,
  concat,
  encodePacked,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
  stringToHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount, sign } from 'viem/accounts'
import { actors } from './agreement.ts'
import { type Client, mined } from './deploy.ts'

const require = createRequire(import.meta.url)
const packageRoot = dirname(require.resolve('@chainlink/contracts/package.json'))
const sourcePath = 'src/v0.8/keystone/KeystoneForwarder.sol'

/** The part of Chainlink's KeystoneForwarder that these tests touch. */
export const forwarderAbi = parseAbi([
  'error InvalidSignatureCount(uint256 expected, uint256 received)',
  'error InvalidSigner(address signer)',
  'error AlreadyAttempted(bytes32 transmissionId)',
  'event ReportProcessed(address indexed receiver, bytes32 indexed workflowExecutionId, bytes2 indexed reportId, bool result)',
  'function setConfig(uint32 donId, uint32 configVersion, uint8 f, address[] signers)',
  'function report(address receiver, bytes rawReport, bytes reportContext, bytes[] signatures)',
])

const donId = 7
const configVersion = 1
const faulty = 1
const keys = Array.from({ length: 4 }, generatePrivateKey)
const reportContext: Hex = `0x${'00'.repeat(96)}`

/** Chainlink's forwarder with a network of four signers, of whom two sign a report. */
export async function deployForwarder(chain: Client): Promise<Address> {
  const account = actors.owner
  const hash = await chain.deployContract({ abi: forwarderAbi, bytecode: compile(), account })
  const { contractAddress: address } = await chain.waitForTransactionReceipt({ hash })
  if (!address) throw new Error(`KeystoneForwarder: no contract in the receipt of ${hash}`)
  const args = [donId, configVersion, faulty, keys.map((key) => privateKeyToAccount(key).address)] as const
  await mined(
    chain,
    chain.writeContract({ address, abi: forwarderAbi, functionName: 'setConfig', args, account }),
  )
  return address
}

/** What identifies a report: who made it, and which run of it. */
export type Origin = { workflowId: Hex; workflowOwner: Address; executionId: Hex }

/** Arguments of the forwarder's `report`, signed by the network. */
export async function signedReport(
  receiver: Address,
  { workflowId, workflowOwner, executionId }: Origin,
  payload: Hex,
): Promise<readonly [Address, Hex, Hex, Hex[]]> {
  const rawReport = concat([
    numberToHex(1, { size: 1 }),
    executionId,
    numberToHex(1_700_000_000, { size: 4 }),
    numberToHex(donId, { size: 4 }),
    numberToHex(configVersion, { size: 4 }),
    workflowId,
    pad(stringToHex('name'), { size: 10, dir: 'right' }),
    workflowOwner,
    numberToHex(1, { size: 2 }),
    payload,
  ])
  const hash = keccak256(encodePacked(['bytes32', 'bytes'], [keccak256(rawReport), reportContext]))
  const signatures = await Promise.all(
    keys.slice(0, faulty + 1).map(async (privateKey) => {
      const { r, s, yParity } = await sign({ hash, privateKey })
      return concat([r, s, numberToHex(yParity ?? 0, { size: 1 })])
    }),
  )
  return [receiver, rawReport, reportContext, signatures]
}

/** The package's own source. Its pragma names one compiler, which npm's solc is not: only that is widened. */
function compile(): Hex {
  const solc = require('solc') as { compile(input: string, callbacks: object): string }
  const read = (path: string): string =>
    readFileSync(join(packageRoot, path), 'utf8').replace(
      'pragma solidity 0.8.24;',
      'pragma solidity ^0.8.24;',
    )
  const input = {
    language: 'Solidity',
    sources: { [sourcePath]: { content: read(sourcePath) } },
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { [sourcePath]: { KeystoneForwarder: ['evm.bytecode.object'] } },
    },
  }
  const callbacks = { import: (path: string) => ({ contents: read(path) }) }
  const { contracts, errors = [] } = JSON.parse(solc.compile(JSON.stringify(input), callbacks)) as {
    contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
    errors?: { severity: string; formattedMessage: string }[]
  } // solc's own shape
  const compiled = contracts?.[sourcePath]?.KeystoneForwarder
  if (!compiled) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return `0x${compiled.evm.bytecode.object}`
}
