import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createTestClient, http, publicActions, walletActions } from 'viem'

const startTimeoutMs = 20_000

function connect(url: string) {
  return createTestClient({ mode: 'anvil', transport: http(url) })
    .extend(publicActions)
    .extend(walletActions)
}

/** A throw-away anvil of our own. */
export type Anvil = { readonly client: ReturnType<typeof connect>; close(): Promise<void> }

/** A chain id that no other node on this machine is likely to have. */
export function chooseChainId(): number {
  return randomInt(1e8, 1e9)
}

/**
 * Starts anvil on a port that the OS chooses for it, so nobody else can answer there.
 *
 * @param input.args - More flags of anvil.
 * @throws Error with anvil's output when it ends or stays silent for 20 s.
 */
export async function startAnvil(input: { chainId: number; args?: readonly string[] }): Promise<Anvil> {
  const flags = ['--port', '0', '--chain-id', `${input.chainId}`, ...(input.args ?? [])]
  const child = spawn(findBinary(), flags, { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const client = connect(`http://127.0.0.1:${await readPort(child)}`)
    return { client, close: () => stop(child) }
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** The program itself, not npm's wrapper: killing the wrapper could leave it behind. */
function findBinary(): string {
  const anvil = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json')
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}/package.json`
  return join(dirname(createRequire(anvil).resolve(name)), 'bin', 'anvil')
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (reason: string) => reject(new Error(`anvil ${reason}:\n${output}`))
    const timer = setTimeout(() => fail(`did not listen within ${startTimeoutMs} ms`), startTimeoutMs)
    const read = (chunk: Buffer) => {
      output += chunk
      const port = output.match(/Listening on 127\.0\.0\.1:(\d+)/)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
