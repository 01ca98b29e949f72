import { isLocalChain } from '@opraas/contracts'
import { asOpraasError, connectMarket, type Environment, type Market } from '@opraas/deployer'
import type { Address } from 'viem'
import { createAgreementReader } from '../chain/agreements.ts'
import { createWatcher, volatileMemory } from '../chain/watcher.ts'
import type { Log } from '../log.ts'
import { abortable, pause } from './abort.ts'
import { createAnswers } from './answer.ts'
import { listenOf, pollMsOf, requireLocal } from './config.ts'
import { createLive } from './live.ts'
import { createMarketClock } from './marketClock.ts'
import { measure } from './measure.ts'
import { createMetrics } from './metrics.ts'
import { staleBoundMs } from './profile.ts'
import { requireAdapter } from './requireAdapter.ts'
import { type Reach, resolveByDns, resolveBySystem } from './resolve.ts'
import { createSampler } from './sampler.ts'
import { serveAdapter } from './server.ts'
import { createVerdictSigner } from './signing.ts'
import { watchStalls } from './stalls.ts'
import { buildStatus } from './status.ts'
import { openSampleStore } from './store.ts'
import { createTargets, type Target } from './targets.ts'

export type ProbeOptions = {
  environment: Environment
  /** Adapter whose agreements are measured. */
  adapter: Address
  /** Folder of the samples. */
  data: string
  /** host:port of the external adapter. */
  listen: string
  /** Allows private addresses and simulated chains; for local chains only. */
  localMarket: boolean
  pollMs?: string
  log: Log
  signal: AbortSignal
}

/**
 * Measures until the signal aborts.
 *
 * @throws ArgumentError when `localMarket` is set and the market is not local; SignerError; LockedError; what
 *   connecting throws
 */
export async function runProbe(options: ProbeOptions): Promise<void> {
  const { environment, adapter, localMarket, log, signal } = options
  const listen = listenOf(options.listen)
  const market = await connectMarket(environment)
  if (localMarket) requireLocal('--local-market', market.marketChainId)
  const pollMs = pollMsOf(options.pollMs, market.marketChainId)
  await requireAdapter(market, adapter)
  const sign = await createVerdictSigner(market, options)
  const store = openSampleStore(options.data, log)
  const parts = wire({ ...options, market, store })
  try {
    const { server, url } = await serveAdapter({
      ...listen,
      ...{ answers: parts.answers, sign },
      registry: parts.metrics.registry,
      isHealthy: () =>
        parts.clock.headAgeMs() < staleBoundMs(isLocalChain(market.marketChainId)) + 2 * pollMs,
      status: () => buildStatus({ ...options, market }, parts),
      live: parts.live.measuredNow,
      log,
    })
    const { marketChainId, marketplace } = market
    log.info('probe.started', {
      marketChainId,
      marketplace,
      adapter,
      url,
      data: options.data,
      localMarket,
      signs: sign !== undefined,
    })
    try {
      await Promise.all([pollLoop(parts, { pollMs, log, signal }), sampleLoop(parts, signal)])
    } finally {
      server.close()
      server.closeAllConnections()
    }
  } finally {
    parts.stalls.stop()
    store.close()
    log.info('probe.stopped')
  }
}

type Parts = ReturnType<typeof wire>

function wire(options: ProbeOptions & { market: Market; store: ReturnType<typeof openSampleStore> }) {
  const { market, store, adapter, localMarket, log, signal } = options
  const now = (): number => Date.now()
  const reach: Reach = { resolve: localMarket ? resolveBySystem : resolveByDns(), allowPrivate: localMarket }
  const clock = createMarketClock({ staleMs: staleBoundMs(isLocalChain(market.marketChainId)), now })
  const metrics = createMetrics({ clock, now })
  const stalls = watchStalls()
  const reader = createAgreementReader(market)
  const watcher = createWatcher({ market, confirmations: 1, ...volatileMemory() })
  const targets = createTargets({ watcher, reader, adapter, localMarket, clock, log, now })
  const sampler = createSampler({
    market,
    measure: ({ agreement, endpoint }: Target) => {
      const expected = { l2ChainId: agreement.l2ChainId, maxLatencyMs: agreement.terms.sla.maxLatency }
      return measure(endpoint, expected, { reach, signal, now })
    },
    clock,
    stalls,
    store,
    events: {
      sampled(agreementId, sample) {
        metrics.events.sampled(agreementId, sample)
        live.record(agreementId, sample)
      },
    },
    log,
    now,
    signal,
  })
  const live = createLive({ market, targets, sampler, store, now })
  const answers = createAnswers({
    market,
    reader,
    adapter,
    clock,
    sampler,
    store,
    events: metrics.events,
    log,
    now,
  })
  return { clock, metrics, stalls, targets, sampler, answers, live }
}

/** Looks at the market again and again; failures are told once per row of them. */
async function pollLoop(
  { targets, sampler, metrics, live }: Parts,
  { pollMs, log, signal }: { pollMs: number; log: Log; signal: AbortSignal },
): Promise<void> {
  let failing = false
  while (!signal.aborted) {
    try {
      await abortable(targets.poll(), signal)
      sampler.keepOnly(targets.all())
      metrics.keepOnly(targets.all())
      live.keepOnly(targets.all())
      if (failing) log.info('probe.marketBack')
      failing = false
    } catch (thrown) {
      if (signal.aborted) return
      const { code, message } = asOpraasError(thrown)
      if (!failing) log.error('probe.marketFailed', { code, reason: message })
      failing = true
    }
    await pause(pollMs, signal)
  }
}

async function sampleLoop({ targets, sampler }: Parts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await pause(sampler.tick(targets.all().values()), signal)
}
