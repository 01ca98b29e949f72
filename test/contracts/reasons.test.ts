import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as contracts from '@opraas/contracts'
import {
  describeRevert,
  erc20ErrorsAbi,
  explainRevert,
  marketErrorsAbi,
  marketplaceAbi,
  type Reason,
  type Say,
} from '@opraas/contracts'
import {
  type Abi,
  type AbiParameter,
  type Address,
  BaseError,
  encodeErrorResult,
  formatUnits,
  type Hex,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'

const party: Address = `0x${'12'.repeat(20)}`
const other: Address = `0x${'34'.repeat(20)}`
const thrower: Address = `0x${'cc'.repeat(20)}`
const agreementId: Hex = `0x${'aa'.repeat(32)}`

/** Six decimals and short addresses, as a page writes them. */
const say: Say = {
  amount: (units) => Number(formatUnits(units, 6)).toFixed(2),
  time: (unixSeconds) => `second ${unixSeconds}`,
  address: (address) => `${address.slice(0, 6)}…`,
}

const abis = Object.values(contracts).flatMap((value): readonly Abi[number][] =>
  Array.isArray(value) && value.some((item) => item?.type === 'error') ? value : [],
)
const errors = abis.flatMap((item) => (item.type === 'error' ? [item] : []))

let anvil: Anvil
before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId() })
})
after(() => anvil.close())

/** The reason behind a call to a contract that throws `data`, as a page gets it: with the ABI of the call only. */
async function reasonOf(data: Hex): Promise<Reason | undefined> {
  const size = ((data.length - 2) / 2).toString(16).padStart(4, '0')
  // Copies what stands behind the code to memory and reverts with it.
  await anvil.client.setCode({
    address: thrower,
    bytecode: `0x61${size}600c5f3961${size}5ffd${data.slice(2)}`,
  })
  try {
    await anvil.client.simulateContract({
      address: thrower,
      abi: marketplaceAbi,
      functionName: 'terminate',
      args: [agreementId],
    })
  } catch (thrown) {
    const { error } = explainRevert(thrown, marketErrorsAbi)
    return error && describeRevert(error, say)
  }
  throw new Error('the call did not revert')
}

/** Any value of a type. */
function anyOf({ type, ...rest }: AbiParameter): unknown {
  if (type === 'address') return party
  if (type === 'bytes32') return stringToHex('batcher', { size: 32 })
  if (type === 'tuple' && 'components' in rest) {
    return Object.fromEntries(rest.components.map((component) => [component.name, anyOf(component)]))
  }
  return Number(type.replace('uint', '')) > 48 ? 7n : 7
}

test('every error of every contract has a reason', () => {
  assert.ok(errors.length > 100)
  for (const { name, inputs } of errors) {
    const args = Object.fromEntries(inputs.map((input) => [input.name, anyOf(input)]))
    const reason = describeRevert({ name, args }, say)
    assert.ok(reason, name)
    for (const text of [reason.sentence, reason.next]) {
      assert.match(text, /^[^a-z].*\.$/, name)
      assert.doesNotMatch(text, /undefined|NaN|\[object|_/, name)
    }
  }
})

test('every error of every contract can be decoded by one ABI', () => {
  const known = new Set([...marketErrorsAbi, ...erc20ErrorsAbi].map((item) => JSON.stringify(item)))
  assert.equal(known.size, marketErrorsAbi.length + erc20ErrorsAbi.length)
  for (const item of errors) assert.ok(known.has(JSON.stringify(item)), item.name)
})

test('an error of another contract has none', () => {
  for (const name of ['Foreign_Error', 'toString', 'constructor', '__proto__']) {
    assert.equal(describeRevert({ name, args: {} }, say), undefined)
  }
})

test('finds the error where a wallet wraps it', () => {
  const data = encodeErrorResult({ abi: marketErrorsAbi, errorName: 'Escrow_ZeroRecipient' })
  const inner = Object.assign(new BaseError('Internal JSON-RPC error.'), { data: { code: 3, data } })
  const outer = new BaseError('The transaction failed.', { cause: inner })
  assert.deepEqual(explainRevert(outer, marketErrorsAbi).error, { name: 'Escrow_ZeroRecipient', args: {} })
  assert.equal(explainRevert(new BaseError('No answer.'), marketErrorsAbi).error, undefined)
})

const cases: [name: string, data: Hex, reason: Reason][] = [
  [
    'a small deposit',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'Escrow_DepositTooSmall',
      args: [48_000_000n, 60_000_000n],
    }),
    { sentence: 'The deposit is 12.00 below the minimum of 60.00.', next: 'Deposit at least the minimum.' },
  ],
  [
    'another batcher',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'Marketplace_RoleMismatch',
      args: [stringToHex('batcher', { size: 32 }), other, party],
    }),
    {
      sentence: 'The batcher of the chain is 0x1212…; the key set says 0x3434….',
      next: 'The chain’s owner gives this role to the key set’s address on L1; then try again.',
    },
  ],
  [
    'a chain of nobody',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'Marketplace_RoleMismatch',
      args: [stringToHex('owner', { size: 32 }), other, zeroAddress],
    }),
    {
      sentence: 'The owner of the chain is nobody; the agreement’s client is 0x3434….',
      next: 'Hand the chain to the client’s account, or bind a chain that it owns.',
    },
  ],
  [
    'a wrong state',
    encodeErrorResult({ abi: marketErrorsAbi, errorName: 'Marketplace_WrongState', args: [agreementId, 4] }),
    {
      sentence: 'The agreement is suspended, because its money has run out: this step does not belong there.',
      next: 'Load the agreement again and go on from its present state.',
    },
  ],
  [
    'a term of an inner struct, thrown by the book of offers',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'OfferBook_TermOutOfRange',
      args: [22n, 9_000n, 9_500n, 10_000n],
    }),
    {
      sentence: 'Unsafe head target is 9000; the market takes 9500 at least.',
      next: 'Correct this term and create the offer again.',
    },
  ],
  [
    'the last term',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'OfferBook_TermOutOfRange',
      args: [37n, 10_001n, 0n, 10_000n],
    }),
    {
      sentence: 'Min coverage is 10001; the market takes 10000 at most.',
      next: 'Correct this term and create the offer again.',
    },
  ],
  [
    'a cancelled offer',
    encodeErrorResult({ abi: marketErrorsAbi, errorName: 'OfferBook_OfferNotOpen', args: [zeroHash, 0n] }),
    {
      sentence: 'The offer does not exist, or its vendor cancelled it.',
      next: 'Nothing was deposited. Choose an offer that is open.',
    },
  ],
  [
    'too little LINK, which is not the agreement’s token',
    encodeErrorResult({
      abi: marketErrorsAbi,
      errorName: 'ChainlinkSlaOracle_LinkTooLow',
      args: [agreementId, 10n ** 17n, 10n ** 18n],
    }),
    {
      sentence: 'The agreement has 0.1 LINK prepaid; one verdict costs 1 LINK.',
      next: 'Prepay 0.9 LINK or more. Without a verdict the epoch counts as silent.',
    },
  ],
  [
    'an empty account',
    encodeErrorResult({
      abi: erc20ErrorsAbi,
      errorName: 'ERC20InsufficientBalance',
      args: [party, 1_000_000n, 60_000_000n],
    }),
    {
      sentence: '0x1212… has 1.00; 60.00 is needed.',
      next: 'Add 59.00 to the account, or choose a smaller amount.',
    },
  ],
]

for (const [name, data, reason] of cases) {
  test(`says what happened and what to do: ${name}`, async () => {
    assert.deepEqual(await reasonOf(data), reason)
  })
}
