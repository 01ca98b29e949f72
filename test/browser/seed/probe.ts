import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runProbe } from '@opraas/agent/probe'
import { MARKET_RPC_VARIABLE, MARKETPLACE_VARIABLE } from '@opraas/deployer'
import type { Address, Hex } from 'viem'

/** A probe that measures. */
export type SeedProbe = { url: string; close(): Promise<void> }

type Status = { agreements: { agreementId: Hex; lastSample?: object }[] }

const READY_SECONDS = 60

/**
 * Starts the oracle's probe and waits for its first sample of an agreement.
 *
 * @throws Error when there is none after a minute
 */
export async function startProbe(options: {
  rpcUrl: string
  marketplace: Address
  adapter: Address
  measured: Hex
}): Promise<SeedProbe> {
  const { rpcUrl, marketplace, adapter, measured } = options
  const data = mkdtempSync(join(tmpdir(), 'opraas-seed-probe-'))
  const end = new AbortController()
  let tellUrl: (url: string) => void = () => undefined
  const started = new Promise<string>((resolve) => {
    tellUrl = resolve
  })
  const running = runProbe({
    environment: { [MARKET_RPC_VARIABLE]: rpcUrl, [MARKETPLACE_VARIABLE]: marketplace },
    adapter,
    data,
    listen: '127.0.0.1:0',
    localMarket: true,
    log: {
      info: (event, values) => event === 'probe.started' && tellUrl(String(values?.url)),
      warn: () => undefined,
      error: () => undefined,
    },
    signal: end.signal,
  })
  const url = await Promise.race([started, running.then(() => Promise.reject(new Error('the probe ended')))])
  const close = async (): Promise<void> => {
    end.abort()
    await running
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await firstSample(url, measured)
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function firstSample(url: string, agreementId: Hex): Promise<void> {
  for (let second = 0; second < READY_SECONDS; second++) {
    const status = (await (await fetch(`${url}/status`)).json()) as Status
    if (status.agreements.some((one) => one.agreementId === agreementId && one.lastSample)) return
    await sleep(1_000)
  }
  throw new Error(`The probe has no sample of ${agreementId} after ${READY_SECONDS} s.`)
}
