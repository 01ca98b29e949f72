import type { MetricName, Terms } from '@opraas/contracts'

/** An agreed metric as people say it: "Answers in 500 ms". Pure. */
export function metricTitle(name: MetricName, { maxLatency }: Pick<Terms['sla'], 'maxLatency'>): string {
  switch (name) {
    case 'rpc':
      return `Answers in ${maxLatency % 1000 === 0 ? `${maxLatency / 1000} s` : `${maxLatency} ms`}`
    case 'unsafeHead':
      return 'Head at block pace'
    case 'safeHead':
      return 'Batches on time'
    case 'proposals':
      return 'Games on time'
    default:
      throw new TypeError(`unknown metric ${name satisfies never}`)
  }
}

/** What is wrong when a metric is below its target: the end of a sentence. */
export const metricFaults: Record<MetricName, string> = {
  rpc: 'answers late or missing',
  unsafeHead: 'head late',
  safeHead: 'batches late',
  proposals: 'games late',
}
