import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The gateway's Prometheus metrics. Labels are bounded: method names come from the config, the rest are fixed words. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `opraas_gateway_${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `opraas_gateway_${name}`, help, labelNames, registers })
  return {
    registry,
    calls: counter('calls_total', 'Calls by method and result; other: methods that are not served.', [
      'method',
      'result',
    ]),
    callSeconds: new Histogram({
      name: 'opraas_gateway_call_seconds',
      help: 'Duration of a call, as its caller sees it.',
      labelNames: ['kind'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    attempts: counter('backend_requests_total', 'Requests to a backend by result.', ['backend', 'result']),
    backendUp: gauge('backend_up', '1 while a backend answers for this chain.', ['backend']),
    backendInGroup: gauge('backend_in_group', '1 while a backend has the served head.', ['backend']),
    backendHead: gauge('backend_head', 'Newest block of a backend.', ['backend']),
    head: gauge('head', 'Block that is served under a tag.', ['tag']),
    wentBack: counter('head_went_back_total', 'Times that the served head followed all backends back.'),
    reorgs: counter('reorgs_total', 'Times that the served latest block was replaced.'),
    forks: counter('forked_backend_total', 'Looks at a backend that was on another chain than the group.', [
      'backend',
    ]),
    leader: gauge('leader', '1 for the sequencer that takes the writes.', ['sequencer']),
    cacheLookups: counter('cache_lookups_total', 'Look-ups of answers that never change.', ['result']),
    cacheBytes: gauge('cache_bytes', 'Size of the answers kept.'),
    refused: counter('refused_total', 'Requests refused before they were calls.', ['reason']),
    connections: gauge('connections', 'Open connections.'),
    sockets: gauge('websockets', 'Open WebSocket connections.'),
    underWay: gauge('calls_under_way', 'Calls under way.'),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
