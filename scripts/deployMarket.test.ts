import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { type Address, concatHex, getContractAddress, type Hex, keccak256, zeroHash } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { deterministicDeployer } from '../deployer/src/core/l1/contracts.ts'
import { type Anvil, chooseChainId, startAnvil } from '../deployer/src/testing/anvil.ts'
import { devAccount } from '../deployer/src/testing/project.ts'
import type { DeploymentRecord } from './market/record.ts'

const program = join(import.meta.dirname, 'deployMarket.ts')
const token = '0x00000000000000000000000000000000000070c3'
const settings = ['--fee-ppm', '20000', '--token', `${token}:1000000000000`]

type Result = Record<string, unknown> & {
  marketplace: Address
  offerBook: Address
  transactions: string[]
  steps: unknown[]
  error: { code: string; message: string }
}
type Run = { code: number | null; result: Result; stdout: string }

let anvil: Anvil
let folder: string
before(async () => {
  // A chain id that is not local: epochs are long and three confirmations are waited for.
  anvil = await startAnvil({ chainId: chooseChainId(), args: ['--block-time', '0.3'] })
  folder = mkdtempSync(join(tmpdir(), 'opraas-market-'))
})
after(async () => {
  await anvil?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command as a user would. `killWhenSigned`: SIGKILL as soon as the journal holds a signed transaction. */
function run(
  args: string[],
  options: { key?: string; killWhenSigned?: boolean; url?: string } = {},
): Promise<Run> {
  const { PATH, HOME, NODE_OPTIONS } = process.env
  const journal = join(folder, 'market.jsonl')
  const child = spawn(
    process.execPath,
    [program, '--json', '--journal', journal, '--record', folder, ...args],
    {
      cwd: folder,
      env: {
        ...{ PATH, HOME, NODE_OPTIONS },
        OPRAAS_MARKET_RPC_URL: options.url ?? anvil.url,
        OPRAAS_PRIVATE_KEY: options.key ?? devAccount.key,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const watch = setInterval(() => {
    const signed = existsSync(journal) && readFileSync(journal, 'utf8').includes('"kind":"signed"')
    if (options.killWhenSigned && signed) child.kill('SIGKILL')
  }, 2)
  return new Promise((resolve, reject) => {
    let stdout = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watch)
      resolve({ code, stdout, result: (stdout.trim() === '' ? {} : JSON.parse(stdout)) as Result })
    })
  })
}

const nonce = (): Promise<number> => anvil.client.getTransactionCount({ address: devAccount.address })

test('refuses what cannot be right, before anything is sent', async () => {
  const cases: [
    name: string,
    args: string[],
    options: Parameters<typeof run>[1],
    code: string,
    exit: number,
  ][] = [
    ['a short epoch off the local chains', ['--yes', '--min-epoch', '60'], {}, 'OPR-107', 2],
    ['an option that does not exist', ['--fast'], {}, 'OPR-108', 2],
    ['an adapter without its operator', ['--yes', '--link', token], {}, 'OPR-108', 2],
    ['an account without money', ['--yes'], { key: generatePrivateKey() }, 'OPR-300', 1],
    ['a key that is none', ['--yes'], { key: '0x12' }, 'OPR-105', 2],
    ['nobody to ask', [], {}, 'OPR-108', 2],
    ['an owner that never sent anything', ['--yes', '--owner', token], {}, 'OPR-207', 1],
    ['an RPC that is not there', ['--yes'], { url: 'http://127.0.0.1:1' }, 'OPR-200', 1],
  ]
  for (const [name, args, options, expected, exit] of cases) {
    const { code, result } = await run(args, options)
    assert.deepEqual([name, result.error?.code, code], [name, expected, exit])
  }
  assert.equal(await nonce(), 0)
})

test('a dry run shows every address and sends nothing; a killed run goes on; another one does nothing', async () => {
  const dry = await run(['--dry-run', ...settings])
  assert.equal(dry.result.steps.length, 4)
  assert.equal(await nonce(), 0)

  const killed = await run(['--yes', ...settings], { killWhenSigned: true })
  assert.equal(killed.code, null)

  const { code, result } = await run(['--yes', ...settings])
  assert.equal(code, 0)
  assert.deepEqual(
    [result.marketplace, result.offerBook],
    [dry.result.marketplace, dry.result.offerBook],
    'where the plan said',
  )
  const { client } = anvil
  const book = { address: result.offerBook, abi: offerBookAbi } as const
  assert.equal(
    (
      await client.readContract({ address: result.marketplace, abi: marketplaceAbi, functionName: 'BOOK' })
    ).toLowerCase(),
    result.offerBook,
  )
  assert.equal(await client.readContract({ ...book, functionName: 'MIN_EPOCH_LENGTH' }), 86_400)
  assert.equal(await client.readContract({ ...book, functionName: 'feePpm' }), 20_000)
  assert.equal(
    (await client.readContract({ ...book, functionName: 'owner' })).toLowerCase(),
    devAccount.address,
  )
  const listed = await client.getContractEvents({ ...book, eventName: 'TokenListed', fromBlock: 0n })
  assert.equal(listed.length, 1)
  assert.equal(await nonce(), 4, 'four transactions, none twice')

  const again = await run(['--yes', ...settings])
  assert.deepEqual([again.code, again.result.transactions], [0, result.transactions])
  assert.deepEqual((await run(['--dry-run', ...settings])).result.steps, [])
  assert.equal(await nonce(), 4)
})

test('the adapter comes on top of a market that stands; settings of another owner are left to it', async () => {
  const job = `0x${'6a'.repeat(32)}`
  const adapter = ['--link', token, '--operator', token, '--job-id', job]
  const { code, result } = await run(['--yes', ...settings, ...adapter])
  assert.equal(code, 0)
  assert.equal(await nonce(), 6, 'the adapter and its listing')
  const listed = await anvil.client.getContractEvents({
    address: result.offerBook,
    abi: offerBookAbi,
    eventName: 'AdapterListed',
    fromBlock: 0n,
  })
  assert.equal(listed[0]?.args.adapter?.toLowerCase(), result.oracle)

  const owner = result.marketplace // any contract will do
  const refused = await run(['--yes', ...settings, '--owner', owner])
  assert.equal(refused.result.error.code, 'OPR-107', 'the record of the first market is not replaced')
  const other = await run(['--yes', ...settings, '--owner', owner, '--record', join(folder, 'other')])
  assert.equal((other.result.left as unknown[]).length, 2)
  assert.equal(await nonce(), 7, 'only the other marketplace: the lens is the same')
})

test('the record tells where everything stands, and its compiler input gives the code on chain', async () => {
  const chainId = anvil.client.chain.id
  const record = JSON.parse(readFileSync(join(folder, `${chainId}.json`), 'utf8')) as DeploymentRecord
  assert.deepEqual(Object.keys(record.contracts).sort(), [
    ...['ChainLens', 'ChainlinkSlaOracle', 'Marketplace', 'OfferBook', 'Reputation'],
  ])
  for (const [name, { address, codeHash, block, transaction }] of Object.entries(record.contracts)) {
    const code = await anvil.client.getCode({ address })
    assert.equal(code && keccak256(code), codeHash, name)
    assert.ok(block !== null && transaction, `${name} has its transaction`)
    const before = { address, blockNumber: BigInt(block) - 1n }
    assert.equal(await anvil.client.getCode(before), undefined, `${name} did not stand before its block`)
  }
  // solc by itself; the other contracts take it a minute each.
  const { contract, compilerInput, constructorArguments, address } =
    record.contracts.ChainLens ?? assert.fail()
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string): string }
  const output = JSON.parse(solc.compile(readFileSync(join(folder, compilerInput), 'utf8'))) as {
    contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
  }
  const [source = '', name = ''] = contract.split(':')
  const code = output.contracts[source]?.[name]?.evm.bytecode.object
  const bytecode = concatHex([`0x${code}` as Hex, constructorArguments])
  const created = getContractAddress({
    opcode: 'CREATE2',
    from: deterministicDeployer,
    salt: zeroHash,
    bytecode,
  })
  assert.equal(created.toLowerCase(), address)
})
