import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  type Abi,
  type Account,
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  getAddress,
  type Hex,
  hexToBigInt,
  type LocalAccount,
  parseAbi,
  parseEventLogs,
  size,
  zeroAddress,
} from 'viem'
import { type Client, mined } from './deploy.ts'

const safeAbi = parseAbi([
  'function setup(address[] owners, uint256 threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)',
  'function nonce() view returns (uint256)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures) payable returns (bool)',
])
const factoryAbi = parseAbi([
  'event ProxyCreation(address indexed proxy, address singleton)',
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce) returns (address)',
])
const multiSendAbi = parseAbi(['function multiSend(bytes transactions) payable'])

const safeTxTypes = {
  SafeTx: [
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
    { name: 'operation', type: 'uint8' },
    { name: 'safeTxGas', type: 'uint256' },
    { name: 'baseGas', type: 'uint256' },
    { name: 'gasPrice', type: 'uint256' },
    { name: 'gasToken', type: 'address' },
    { name: 'refundReceiver', type: 'address' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const
const safeMessageTypes = { SafeMessage: [{ name: 'message', type: 'bytes' }] } as const

const [CALL, DELEGATECALL] = [0, 1]

/** One call of a batch. */
export type Call = { to: Address; data: Hex }

/** A Safe whose owners all sign. */
export type Safe = Awaited<ReturnType<Awaited<ReturnType<typeof deploySafes>>['create']>>

/** Safe's own contracts from their npm package: singleton, proxy factory, fallback handler, MultiSend. */
export async function deploySafes(chain: Client, payer: Account) {
  const deployed = async (path: string): Promise<Address> => {
    const hash = await chain.deployContract({ ...(await packageArtifact(path)), account: payer, args: [] })
    const { contractAddress } = await chain.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${path}: no contract in the receipt of ${hash}`)
    return getAddress(contractAddress)
  }
  const singleton = await deployed('Safe.sol/Safe')
  const factory = await deployed('proxies/SafeProxyFactory.sol/SafeProxyFactory')
  const fallbackHandler = await deployed(
    'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
  )
  const multiSend = await deployed('libraries/MultiSendCallOnly.sol/MultiSendCallOnly')

  /** A proxy with these owners, of whom `threshold` must sign. */
  async function create(input: { owners: LocalAccount[]; threshold: number }) {
    const addresses = input.owners.map((owner) => owner.address)
    const setup = [addresses, BigInt(input.threshold), zeroAddress, '0x', fallbackHandler] as const
    const initializer = encodeFunctionData({
      abi: safeAbi,
      functionName: 'setup',
      args: [...setup, zeroAddress, 0n, zeroAddress],
    })
    const { logs } = await mined(
      chain,
      chain.writeContract({
        address: factory,
        abi: factoryAbi,
        functionName: 'createProxyWithNonce',
        args: [singleton, initializer, 0n],
        account: payer,
      }),
    )
    const [created] = parseEventLogs({ abi: factoryAbi, eventName: 'ProxyCreation', logs })
    if (!created) throw new Error('the factory created no Safe')
    return openSafe(chain, { address: created.args.proxy, multiSend, payer, ...input })
  }
  return { create }
}

function openSafe(
  chain: Client,
  input: { address: Address; multiSend: Address; payer: Account; owners: LocalAccount[]; threshold: number },
) {
  const { address, multiSend, payer } = input
  const domain = { chainId: chain.chain.id, verifyingContract: address }
  // As many owners as must sign, in the order that Safe wants: by address.
  const signers = input.owners
    .slice(0, input.threshold)
    .sort((a, b) => (hexToBigInt(a.address) < hexToBigInt(b.address) ? -1 : 1))

  return {
    address,
    /** The owners' signatures of a digest, as `isValidSignature` takes them. */
    async sign(digest: Hex): Promise<Hex> {
      const message = encodeAbiParameters([{ type: 'bytes32' }], [digest])
      const typed = {
        domain,
        types: safeMessageTypes,
        primaryType: 'SafeMessage',
        message: { message },
      } as const
      return concat(await Promise.all(signers.map((owner) => owner.signTypedData(typed))))
    },
    /** Runs calls as one transaction: all or none. */
    async exec(calls: Call[]) {
      const packed = calls.map(({ to, data }) =>
        encodePacked(
          ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
          [CALL, to, 0n, BigInt(size(data)), data],
        ),
      )
      const args = [concat(packed)] as const
      const data = encodeFunctionData({ abi: multiSendAbi, functionName: 'multiSend', args })
      const nonce = await chain.readContract({ address, abi: safeAbi, functionName: 'nonce' })
      const free = { value: 0n, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n, gasToken: zeroAddress }
      const message = {
        to: multiSend,
        data,
        operation: DELEGATECALL,
        ...free,
        refundReceiver: zeroAddress,
        nonce,
      }
      const typed = { domain, types: safeTxTypes, primaryType: 'SafeTx', message } as const
      const signatures = concat(await Promise.all(signers.map((owner) => owner.signTypedData(typed))))
      return mined(
        chain,
        chain.writeContract({
          address,
          abi: safeAbi,
          functionName: 'execTransaction',
          args: [multiSend, 0n, data, DELEGATECALL, 0n, 0n, 0n, zeroAddress, zeroAddress, signatures],
          account: payer,
        }),
      )
    },
  }
}

/** As Safe's authors compiled it. */
async function packageArtifact(path: string): Promise<{ abi: Abi; bytecode: Hex }> {
  const { resolve } = createRequire(import.meta.url)
  const file = resolve(`@safe-global/safe-smart-account/build/artifacts/contracts/${path}.json`)
  const { abi, bytecode }: { abi: Abi; bytecode: Hex } = JSON.parse(await readFile(file, 'utf8'))
  return { abi, bytecode }
}
