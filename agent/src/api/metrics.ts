import { agreementStates } from '@opraas/contracts'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { LoopEvents } from '../reconcile/loop.ts'

/** The agent's Prometheus metrics, fed by the loop's events. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const agreements = new Gauge({
    name: 'opraas_agent_agreements',
    help: 'Agreements of this vendor by state.',
    labelNames: ['state'],
    registers,
  })
  const unhealthy = new Gauge({
    name: 'opraas_agent_unhealthy_chains',
    help: 'Chains of running agreements whose head does not move.',
    registers,
  })
  const refused = new Gauge({
    name: 'opraas_agent_refused_chains',
    help: 'Chains that wait for a start and are not as agreed.',
    registers,
  })
  const marketBlock = new Gauge({
    name: 'opraas_agent_market_block',
    help: 'Newest block of the market chain that counts.',
    registers,
  })
  const marketTime = new Gauge({
    name: 'opraas_agent_market_block_timestamp_seconds',
    help: 'Its timestamp, in unix seconds.',
    registers,
  })
  const actions = new Counter({
    name: 'opraas_agent_actions_total',
    help: 'Actions of the reconciler by kind and result.',
    labelNames: ['action', 'result'],
    registers,
  })
  const passSeconds = new Histogram({
    name: 'opraas_agent_pass_seconds',
    help: 'Duration of one pass over all agreements.',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  })
  const events: LoopEvents = {
    passStarted: () => passSeconds.startTimer(),
    acted: (action, result) => actions.inc({ action, result }),
    observed(views, look) {
      const all = [...views.values()].map(({ observation }) => observation)
      for (const state of agreementStates) {
        agreements.set({ state }, all.filter(({ agreement }) => agreement.state === state).length)
      }
      const serving = all.filter(({ agreement }) => agreement.state === 'Active')
      unhealthy.set(serving.filter(({ local }) => !local.healthy).length)
      const waiting = all.filter(({ agreement }) => agreement.state === 'Requested')
      refused.set(waiting.filter(({ local }) => local.refused !== undefined).length)
      marketBlock.set(Number(look.head.number))
      marketTime.set(look.timestampSeconds)
    },
  }
  return { registry, events }
}
