import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createTestClient, http, publicActions, walletActions } from 'viem'
import { anvil as anvilChain } from 'viem/chains'
import { findAnvil } from '../artifacts/programs.ts'

const startTimeoutMs = 20_000

function connect(url: string, chainId: number) {
  return createTestClient({
    mode: 'anvil',
    chain: { ...anvilChain, id: chainId },
    transport: http(url, { timeout: 20_000 }),
    pollingInterval: 20,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions)
}

/** A throw-away anvil of our own; its client reads, writes for any account given, and moves the clock. */
export type Anvil = {
  readonly url: string
  readonly pid: number
  readonly client: ReturnType<typeof connect>
  close(): Promise<void>
}

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
  const child = spawn(findAnvil(), flags, { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const url = `http://127.0.0.1:${await readPort(child)}`
    const { pid } = child
    if (pid === undefined) throw new TypeError('a process that listens has a pid')
    return { url, pid, client: connect(url, input.chainId), close: () => stop(child) }
  } catch (error) {
    await stop(child)
    throw error
  }
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
