import { agreementStates } from '@opraas/contracts'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { formatEther } from 'viem'
import type { LoopEvents } from '../reconcile/loop.ts'
import type { Funding } from '../sagas/funding.ts'

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
    help: 'Chains of running agreements that are not well: a head stands still, or the engine finds a fault.',
    registers,
  })
  const findings = new Gauge({
    name: 'opraas_agent_chain_findings',
    help: 'Faults that the engines find in chains of running agreements.',
    registers,
  })
  const serviceBalance = new Gauge({
    name: 'opraas_agent_service_balance_eth',
    help: 'ETH on L1 of the account of a chain’s service.',
    labelNames: ['agreement', 'service'],
    registers,
  })
  const operatorBalance = new Gauge({
    name: 'opraas_agent_operator_balance_eth',
    help: 'ETH on L1 of the operator, who pays the services’ accounts.',
    registers,
  })
  const operatorLow = new Gauge({
    name: 'opraas_agent_operator_low',
    help: '1 when the operator has less ETH on L1 than its reserve.',
    registers,
  })
  const toppedUp = new Gauge({
    name: 'opraas_agent_topped_up_today_eth',
    help: 'ETH of all top-ups of this day (UTC).',
    registers,
  })
  const fundingBlocked = new Gauge({
    name: 'opraas_agent_funding_blocked',
    help: '1 when a service’s account is low and was not topped up: cap reached, or the operator has too little.',
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
      findings.set(serving.flatMap(({ local }) => local.findings).length)
      const waiting = all.filter(({ agreement }) => agreement.state === 'Requested')
      refused.set(waiting.filter(({ local }) => local.refused !== undefined).length)
      marketBlock.set(Number(look.head.number))
      marketTime.set(look.timestampSeconds)
    },
  }
  /** Takes note of a look at the accounts of all running chains. */
  function funded({ accounts, operatorWei, spentWei, problem }: Funding, reserveWei: bigint): void {
    serviceBalance.reset()
    for (const { agreementId, service, balanceWei } of accounts) {
      serviceBalance.set({ agreement: agreementId, service }, inEther(balanceWei))
    }
    operatorBalance.set(inEther(operatorWei))
    operatorLow.set(operatorWei < reserveWei ? 1 : 0)
    toppedUp.set(inEther(spentWei))
    fundingBlocked.set(problem ? 1 : 0)
  }
  return { registry, events, funded }
}

function inEther(wei: bigint): number {
  return Number(formatEther(wei))
}
