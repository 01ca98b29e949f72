import {
  type Address,
  createWalletClient,
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  http,
  keccak256,
  numberToHex,
  parseAbi,
  parseAbiParameters,
  type WalletClient,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { CheckFailedError } from '../../core/errors/index.ts'
import { bytecodeOf } from '../../core/l1/contracts.ts'
import { serviceUrl } from '../../engines/index.ts'
import { callService } from '../../engines/process/index.ts'
import { devRoles, devUsers } from '../accounts.ts'
import { type CheckContext, eventually } from './context.ts'

/** Type of the game whose VM only counts letters: op-challenger plays it without a fault proof program. */
const ALPHABET_GAME = 255
const MAX_DEPTH = 50n
const SPLIT_DEPTH = 14n
const CLOCK_SECONDS = 20n
/** EIP-1967. */
const IMPLEMENTATION_SLOT: Hex = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const CHALLENGER_WINS = 1

const abi = parseAbi([
  'struct OutputRoot { bytes32 root; uint256 l2BlockNumber; }',
  'struct StartingAnchorRoot { uint32 gameType; OutputRoot outputRoot; }',
  'function initialize(StartingAnchorRoot[] roots)',
  'function upgradeToAndCall(address implementation, bytes data)',
  'function setImplementation(uint32 gameType, address implementation)',
  'function gameImpls(uint32 gameType) view returns (address)',
  'function anchorStateRegistry() view returns (address)',
  'function weth() view returns (address)',
  'function create(uint32 gameType, bytes32 rootClaim, bytes extraData) payable',
  'function gameCount() view returns (uint256)',
  'function gameAtIndex(uint256 index) view returns (uint32 gameType, uint64 timestamp, address proxy)',
  'function status() view returns (uint8)',
  'function claimDataLen() view returns (uint256)',
])

/**
 * A stranger proposes a wrong root; the real op-challenger counters it, and the game is lost.
 *
 * The chain's own games are permissioned and need a fault proof program, so the owner adds a type of game that needs
 * none, with an anchor of its own.
 */
export async function checkChallenge(
  context: CheckContext,
): Promise<{ game: Address; status: 'CHALLENGER_WINS' }> {
  const { dev, l1, signal, report } = context
  const factory = dev.chain.services.proposals
  await addAlphabetGame(context)
  const block = BigInt((await dev.engine.status(dev.chain)).heads?.safe.number ?? 0n)
  const [, stranger] = devUsers()
  if (!stranger) throw new TypeError('there is a second user')
  const wrongRoot = keccak256('0xbad0')
  await send(context, stranger.key, {
    to: factory,
    data: encodeFunctionData({
      abi,
      functionName: 'create',
      args: [ALPHABET_GAME, wrongRoot, numberToHex(block, { size: 32 })],
    }),
  })
  const game = await findNewest(context, factory)
  report(`a wrong root was proposed for block ${block}: ${game}`)
  const read = (functionName: 'status' | 'claimDataLen') =>
    l1.readContract({ address: game, abi, functionName })
  let seen = 'no counter-claim'
  const status = await eventually(
    'op-challenger counters a wrong root',
    { signal, seconds: 180, seen: () => seen },
    async () => {
      const [now, claims] = await Promise.all([read('status'), read('claimDataLen')])
      seen = `${claims} claims, status ${now}`
      return Number(now) === 0 ? undefined : Number(now)
    },
  )
  if (status !== CHALLENGER_WINS) throw new CheckFailedError({ check: 'the wrong root loses', found: seen })
  report('op-challenger countered it: the wrong root lost')
  return { game, status: 'CHALLENGER_WINS' }
}

async function findNewest({ l1 }: CheckContext, factory: Address): Promise<Address> {
  const count = await l1.readContract({ address: factory, abi, functionName: 'gameCount' })
  for (let index = count - 1n; index >= 0n; index--) {
    const [type, , proxy] = await l1.readContract({
      address: factory,
      abi,
      functionName: 'gameAtIndex',
      args: [index],
    })
    if (type === ALPHABET_GAME) return proxy
  }
  throw new CheckFailedError({ check: 'the alphabet game is created', found: 'none' })
}

async function addAlphabetGame(context: CheckContext): Promise<void> {
  const { dev, l1 } = context
  const { key, address: owner } = devRoles().owner
  const { proposals: factory } = dev.chain.services
  const own = await l1.readContract({ address: factory, abi, functionName: 'gameImpls', args: [1] })
  const [registry, weth] = await Promise.all([
    l1.readContract({ address: own, abi, functionName: 'anchorStateRegistry' }),
    l1.readContract({ address: own, abi, functionName: 'weth' }),
  ])
  const slot = await l1.getStorageAt({ address: registry, slot: IMPLEMENTATION_SLOT })
  const registryCode = getAddress(`0x${(slot ?? '0x').slice(-40)}`)
  const { outputRoot } = await callService<{ outputRoot: Hash }>(
    serviceUrl(dev.chain, 'node-0.rpc'),
    'optimism_outputAtBlock',
    ['0x0'],
  )
  const create = (name: string, types: string, values: readonly unknown[]) =>
    createContract(context, key, name, encodeAbiParameters(parseAbiParameters(types), values as never))
  const anchors = await create('Proxy', 'address', [owner])
  const roots = [{ gameType: ALPHABET_GAME, outputRoot: { root: outputRoot, l2BlockNumber: 0n } }]
  const initialize = encodeFunctionData({ abi, functionName: 'initialize', args: [roots] })
  await send(context, key, {
    to: anchors,
    data: encodeFunctionData({ abi, functionName: 'upgradeToAndCall', args: [registryCode, initialize] }),
  })
  const oracle = await create('PreimageOracle', 'uint256, uint256', [126_000n, 60n])
  const vm = await create('AlphabetVM', 'bytes32, address', [alphabetPrestate(), oracle])
  const game = await create(
    'FaultDisputeGame',
    'uint32, bytes32, uint256, uint256, uint64, uint64, address, address, address, uint256',
    [
      ...[ALPHABET_GAME, alphabetPrestate(), MAX_DEPTH, SPLIT_DEPTH, 0n, CLOCK_SECONDS],
      ...[vm, weth, anchors, BigInt(dev.chain.l2ChainId)],
    ],
  )
  await send(context, key, {
    to: factory,
    data: encodeFunctionData({ abi, functionName: 'setImplementation', args: [ALPHABET_GAME, game] }),
  })
}

/** Hash of the letter before the first, marked as the state of a VM that has not ended. */
function alphabetPrestate(): Hex {
  return `0x03${keccak256(numberToHex(0x60, { size: 32 })).slice(4)}`
}

async function createContract(
  context: CheckContext,
  key: Hex,
  name: string,
  constructorArguments: Hex,
): Promise<Address> {
  const { initCode } = bytecodeOf(loadBedrock().contracts, name)
  const { contractAddress } = await send(context, key, {
    data: `${initCode}${constructorArguments.slice(2)}`,
  })
  if (!contractAddress) throw new CheckFailedError({ check: `${name} is created`, found: 'no address' })
  return contractAddress
}

async function send({ dev, l1 }: CheckContext, key: Hex, request: { to?: Address; data: Hex }) {
  const account = privateKeyToAccount(key)
  const wallet: WalletClient = createWalletClient({ account, chain: l1.chain, transport: http(dev.l1.url) })
  const hash = await wallet.sendTransaction({ account, chain: l1.chain ?? null, ...request })
  const receipt = await l1.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success') throw new CheckFailedError({ check: 'a step of the game', found: hash })
  return receipt
}
