import { rmSync } from 'node:fs'
import { type Address, createWalletClient, http, parseAbi, parseEther, parseUnits } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { actors } from '../../scripts/demo/actors.ts'
import { type Chain, type Chains, requireMined } from '../../scripts/demo/chain.ts'
import type { Narrator } from '../../scripts/demo/narrator.ts'
import { type Context, ownPrograms } from '../../scripts/demo/services.ts'
import { raiseStage, type Stage } from '../../scripts/demo/stage.ts'
import { createSupervisor } from '../../scripts/demo/supervisor.ts'
import { demo } from '../../scripts/demo/terms.ts'
import { closeWorld, openWorld, type World } from '../../scripts/demo/world.ts'
import { findPortBase } from '../lifecycle/runDemo.ts'

/** While tests look around, an ended chain stays up. Seconds. */
const LINGER_SECONDS = 3_600
const MAX_RESTARTS = 20
const mintAbi = parseAbi(['function mint(address to, uint256 value)'])

/** Everything that `npm start` brings up, without its story. */
export type Stack = {
  /** Where the dApp is served; ends in a slash. */
  url: string
  world: World
  chains: Chains
  market: Stage['market']
  offer: Stage['offer']
  power: Stage['power']
  context: Context
  /** Whether a page may ask this origin: the chains, the L2s, the probe. */
  isOrigin(origin: string): boolean
  /** An account with 10 ETH, 1,000 test tokens and 50 LINK that has never done anything. */
  createClient(): Promise<PrivateKeyAccount>
  /** Ends every process and forgets its files, unless logs are to be kept. */
  close(options?: { keepLogs: boolean }): Promise<void>
}

/**
 * Raises the stack on ports of its own.
 *
 * @param options.say - Told what comes up, and what ended by itself.
 * @param options.signal - Gives up raising it.
 */
export async function raiseStack(options: {
  say: (text: string) => void
  signal?: AbortSignal
}): Promise<Stack> {
  const { say } = options
  const stop = new AbortController()
  options.signal?.addEventListener('abort', () => stop.abort(options.signal?.reason), { once: true })
  const world = await openWorld(await findPortBase())
  const supervisor = createSupervisor({
    signal: stop.signal,
    maxRestarts: MAX_RESTARTS,
    onEnd: ({ name, logFile }) => say(`${name} ended by itself (log: ${logFile})`),
  })
  const close = async ({ keepLogs } = { keepLogs: false }): Promise<void> => {
    stop.abort(new Error('end'))
    await supervisor.stopAll()
    await closeWorld(world)
    if (!keepLogs) rmSync(world.folder, { recursive: true, force: true })
  }
  const context = { world, supervisor, signal: stop.signal, programs: ownPrograms }
  const narrator: Narrator = {
    say: (who, text) => say(`${who}: ${text}`),
    show: () => undefined,
    close: () => undefined,
  }
  try {
    const stage = await raiseStage(
      context,
      { separateMarket: false, linger: LINGER_SECONDS },
      { narrator, screen: { places: {} } },
    )
    const { chains, market, offer, power } = stage
    const origins = new Set(originsOf(world).map((url) => new URL(url).origin))
    return {
      url: `${stage.dappUrl}/`,
      ...{ world, chains, market, offer, power, context },
      isOrigin: (origin) => origins.has(origin),
      createClient: () => createClient(chains.market, market),
      close,
    }
  } catch (error) {
    await close({ keepLogs: true })
    throw error
  }
}

function originsOf({ ports }: World): string[] {
  const [first, last] = ports.l2
  const l2s = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return [ports.l1, ports.market, ports.probe, ...l2s].map((port) => `http://127.0.0.1:${port}`)
}

async function createClient(chain: Chain, { token, link }: Stage['market']): Promise<PrivateKeyAccount> {
  const account = privateKeyToAccount(generatePrivateKey())
  const owner = createWalletClient({
    account: actors.market.account,
    chain: chain.client.chain,
    transport: http(chain.url),
  })
  const mint = (of: Address, value: bigint) =>
    owner.writeContract({
      address: of,
      abi: mintAbi,
      functionName: 'mint',
      args: [account.address, value],
      chain: null,
    })
  const hashes = [
    await owner.sendTransaction({ to: account.address, value: parseEther('10'), chain: null }),
    await mint(token, parseUnits('1000', demo.decimals)),
    await mint(link, parseEther('50')),
  ]
  for (const hash of hashes) await requireMined(chain.client, hash, 'preparing a client')
  return account
}
