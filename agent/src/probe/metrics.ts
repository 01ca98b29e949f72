import { Counter, Gauge, Registry } from 'prom-client'
import type { Hex } from 'viem'
import type { AnswerEvents } from './answer.ts'
import type { MarketClock } from './marketClock.ts'
import type { SamplerEvents } from './sampler.ts'

/** The probe's Prometheus metrics, in a registry of their own, fed by events. */
export function createMetrics({ clock, now }: { clock: MarketClock; now: () => number }) {
  const registry = new Registry()
  const registers = [registry]
  const lastSampleAt = new Map<Hex, number>()
  const samples = new Counter({
    name: 'opraas_probe_samples_total',
    help: 'Samples that count, by metric and result.',
    labelNames: ['metric', 'result'],
    registers,
  })
  const voids = new Counter({
    name: 'opraas_probe_void_samples_total',
    help: 'Samples that count neither way, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const answers = new Counter({
    name: 'opraas_probe_answers_total',
    help: 'Answers of the external adapter by HTTP status; 200 is a verdict.',
    labelNames: ['status'],
    registers,
  })
  new Gauge({
    name: 'opraas_probe_last_sample_age_seconds',
    help: 'Seconds since the last sample of an agreement began.',
    labelNames: ['agreement'],
    registers,
    collect() {
      this.reset()
      for (const [agreement, at] of lastSampleAt) this.set({ agreement }, (now() - at) / 1000)
    },
  })
  new Gauge({
    name: 'opraas_probe_market_head_age_seconds',
    help: 'Age of the newest block of the market chain that was seen.',
    registers,
    collect() {
      this.set(clock.headAgeMs() / 1000)
    },
  })
  const events: SamplerEvents & AnswerEvents = {
    sampled(agreementId, sample) {
      lastSampleAt.set(agreementId, sample.at)
      if (sample.void !== undefined) voids.inc({ reason: sample.void })
      else
        for (const metric of ['rpc', 'unsafeHead'] as const)
          samples.inc({ metric, result: resultOf(sample[metric]) })
    },
    answered: (status) => answers.inc({ status: String(status) }),
  }
  return {
    registry,
    events,
    /** Forgets agreements that are no longer measured. */
    keepOnly(agreementIds: ReadonlyMap<Hex, unknown>): void {
      for (const agreementId of lastSampleAt.keys()) {
        if (!agreementIds.has(agreementId)) lastSampleAt.delete(agreementId)
      }
    },
  }
}

function resultOf(met: boolean): string {
  return met ? 'met' : 'missed'
}
