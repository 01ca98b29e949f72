import { hashKeySet, hashOffer, marketErrorsAbi, marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { OpraasError, reach, simulate, type TransactionRequest } from '@opraas/deployer'
import { type Address, encodeFunctionData, erc20Abi, type Hex, zeroHash } from 'viem'
import { readDecimals } from '../chain/token.ts'
import type { AgentDeps } from '../sagas/deps.ts'
import type { Transactor } from '../transactor/transactor.ts'
import { buildTerms, documentUri, keyOfTerm, openOffer } from './terms.ts'

/** What setup found or made. Transactions only for what was missing. Token units. */
export type SetupResult = {
  vendor: Address
  operator: Address
  offerId: Hex
  termsHash: Hex
  keySets: Hex[]
  bondUnits: bigint
  transactions: Record<string, Hex>
}

type SetupDeps = Omit<AgentDeps, 'vendor'> & { vendor: Transactor }

/** A transaction that setup still has to send, by its name in the result. */
type Missing = { name: string } & TransactionRequest

const GAS_LIMIT = 2_000_000n

/**
 * Publishes what a vendor needs on the market: its operator, free key sets, the bond, the offer. Idempotent: it
 * looks at the market first and sends only what is missing, in one go.
 */
export async function setup(deps: SetupDeps): Promise<SetupResult> {
  const { config, market, vendor, operator } = deps
  // What a killed run had sent is mined before anything is looked at: nothing is sent twice.
  await vendor.recover()
  const { token, capacity } = config.offer
  const terms = buildTerms(config.offer, {
    vendor: vendor.address,
    decimals: await readDecimals(market, token),
  })
  const offer = openOffer(terms)
  const offerId = hashOffer(offer)
  const bondUnits = terms.bond * BigInt(capacity)
  const missing: Missing[] = []

  if (!(await isOpen(deps, offerId))) {
    const data = encodeFunctionData({
      abi: offerBookAbi,
      functionName: 'createOffer',
      args: [terms, offer, documentUri(config.offer)],
    })
    await requireAccepted(deps, data)
    missing.push(step('createOffer', `setup/offer/${offerId}`, 'Create the offer', market.offerBook, data))
  }
  missing.push(...(await missingOperator(deps)))
  const keySets = await missingKeySets(deps)
  missing.push(...keySets.missing, ...(await missingBond(deps, { token, bondUnits })))

  const mined = await vendor.sendInOrder(missing)
  for (const { title } of missing) deps.log.info('setup.done', { step: title })
  const transactions = Object.fromEntries(
    missing.map(({ name }, index) => [name, mined[index]?.hash ?? zeroHash]),
  )
  return {
    vendor: vendor.address,
    operator: operator.address,
    offerId,
    termsHash: offer.terms,
    keySets: keySets.hashes,
    bondUnits,
    transactions,
  }
}

function step(name: string, id: string, title: string, to: Address, data: Hex): Missing {
  return { name, id, title, to, data, gasLimit: GAS_LIMIT }
}

async function missingOperator({ market, vendor, operator }: SetupDeps): Promise<Missing[]> {
  const { client, offerBook } = market
  const args = [vendor.address, operator.address] as const
  const allowed = await reach(client, () =>
    client.readContract({ address: offerBook, abi: offerBookAbi, functionName: 'isOperator', args }),
  )
  if (allowed) return []
  const data = encodeFunctionData({
    abi: offerBookAbi,
    functionName: 'setOperator',
    args: [operator.address, true],
  })
  return [step('setOperator', `setup/operator/${operator.address}`, 'Name the operator', offerBook, data)]
}

/** Key sets until enough are free; used ones are never published again. */
async function missingKeySets(deps: SetupDeps): Promise<{ hashes: Hex[]; missing: Missing[] }> {
  const { config, market, keySets } = deps
  const known = await publishedKeySets(deps)
  const free: Hex[] = []
  const absent: number[] = []
  for (let index = 0; free.length + absent.length < config.agent.key_sets; index++) {
    const hash = hashKeySet(keySets.at(index))
    if (!known.has(hash)) absent.push(index)
    else if (await isFree(deps, hash)) free.push(hash)
  }
  if (absent.length === 0) return { hashes: free, missing: [] }
  const added = absent.map((index) => keySets.at(index))
  const data = encodeFunctionData({ abi: offerBookAbi, functionName: 'addKeySets', args: [added] })
  const title = `Add ${added.length} key sets`
  return {
    hashes: [...free, ...added.map(hashKeySet)],
    missing: [step('addKeySets', `setup/keys/${absent.join('-')}`, title, market.offerBook, data)],
  }
}

/** Fills the pot up to the bonds of the wanted capacity; bonds locked in agreements are not counted. */
async function missingBond(
  { market, vendor }: SetupDeps,
  { token, bondUnits }: { token: Address; bondUnits: bigint },
): Promise<Missing[]> {
  const { client, marketplace } = market
  const args = [vendor.address, token] as const
  const pot = await reach(client, () =>
    client.readContract({ address: marketplace, abi: marketplaceAbi, functionName: 'potOf', args }),
  )
  if (pot >= bondUnits) return []
  const needed = bondUnits - pot
  const [balance, nonce] = await reach(client, () =>
    Promise.all([
      client.readContract({
        address: token,
        abi: erc20Abi,
        functionName: 'balanceOf',
        args: [vendor.address],
      }),
      client.getTransactionCount({ address: vendor.address }),
    ]),
  )
  if (balance < needed) {
    throw new OpraasError(
      `${vendor.address} has ${balance} units of ${token} and needs ${needed} for the bond.`,
      {
        code: 'OPR-300',
        next: `Send it ${needed - balance} units and run setup again.`,
        values: { account: vendor.address, token, neededUnits: needed, hasUnits: balance },
      },
    )
  }
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [marketplace, needed] })
  const addBond = encodeFunctionData({ abi: marketplaceAbi, functionName: 'addBond', args: [token, needed] })
  return [
    step('approve', `setup/approve/${nonce}`, 'Approve the bond', token, approve),
    step('addBond', `setup/bond/${nonce}`, 'Add the bond', marketplace, addBond),
  ]
}

async function isOpen({ market }: SetupDeps, offerId: Hex): Promise<boolean> {
  const { client, offerBook } = market
  const [, , , open] = await reach(client, () =>
    client.readContract({ address: offerBook, abi: offerBookAbi, functionName: 'getOffer', args: [offerId] }),
  )
  return open
}

async function isFree({ market, vendor }: SetupDeps, keySetHash: Hex): Promise<boolean> {
  const { client, offerBook } = market
  const args = [vendor.address, keySetHash] as const
  return reach(client, () =>
    client.readContract({ address: offerBook, abi: offerBookAbi, functionName: 'isKeySetFree', args }),
  )
}

async function publishedKeySets({ market, vendor }: SetupDeps): Promise<Set<Hex>> {
  const { client, offerBook, fromBlock } = market
  const events = await reach(client, () =>
    client.getContractEvents({
      address: offerBook,
      abi: offerBookAbi,
      eventName: 'KeySetAdded',
      args: { vendor: vendor.address },
      fromBlock,
      strict: true,
    }),
  )
  return new Set(events.map(({ args }) => args.keySetHash))
}

/** Says in plain words why the market would refuse the offer, before anything is signed. */
async function requireAccepted({ market, vendor, config }: SetupDeps, data: Hex): Promise<void> {
  const call = { from: vendor.address, to: market.offerBook, data }
  const simulation = await simulate(market.client, call, marketErrorsAbi)
  if (simulation.ok) return
  const { name, args } = simulation.error ?? { name: undefined, args: {} }
  if (name === 'OfferBook_TokenNotListed') {
    throw new OpraasError(`The market does not list the token ${config.offer.token}.`, {
      code: 'OPR-605',
      next: 'Name a listed token in [offer] of agent.toml.',
      values: { token: config.offer.token },
    })
  }
  const reason =
    name === 'OfferBook_TermOutOfRange'
      ? `offer.${keyOfTerm(Number(args.field))}: found ${args.found}, expected ${args.min} to ${args.max}`
      : simulation.reason
  throw new OpraasError(`The market refuses the offer: ${reason}.`, {
    code: 'OPR-602',
    next: 'Correct [offer] in agent.toml.',
    values: { reason: simulation.reason },
  })
}
