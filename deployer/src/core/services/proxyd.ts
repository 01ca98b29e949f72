import { stringify } from 'smol-toml'
import type { GatewayConfig } from './gatewayConfig.ts'
import { describeRpcMethod } from './rpcMethods.ts'

const READ_GROUP = 'read'
const WRITE_GROUP = 'write'

/** What only proxyd needs to know. */
export type ProxydOptions = {
  /** Header with the caller's address, set by the load balancer in front. Absent: proxyd believes X-Forwarded-For. */
  callerHeader?: string
  /** Shares cache and limits among several proxyds; a URL, or `$NAME` of an environment variable. */
  redisUrl?: string
}

/**
 * The config of proxyd that serves a chain as our gateway does, made from the gateway's own config. It can't follow a
 * leader: with op-conductors a write goes to all sequencers, and the one that leads mines it. WebSocket is left out.
 */
export function buildProxydToml(config: GatewayConfig, options: ProxydOptions = {}): string {
  const { listen, metrics, limits, sequencer, readers, timeoutMs, maxLagBlocks } = config
  const backends = new Map([...readers, ...sequencer].map(({ name, url }) => [name, url]))
  return stringify({
    whitelist_error_message: 'this method is not served here',
    server: {
      rpc_host: listen.host,
      rpc_port: listen.port,
      max_body_size_bytes: limits.maxBodyKb * 1_024,
      max_concurrent_rpcs: limits.maxConcurrent,
      timeout_seconds: Math.ceil((2 * timeoutMs) / 1_000),
      allow_all_origins: true,
      public_access: true,
      graceful_shutdown_seconds: 5,
    },
    metrics: { enabled: true, host: metrics.host, port: metrics.port },
    cache: { enabled: true },
    ...(options.redisUrl !== undefined && { redis: { url: options.redisUrl } }),
    rate_limit: {
      base_rate: Math.ceil(limits.requestsPerSecond),
      base_interval: '1s',
      use_redis: options.redisUrl !== undefined,
      ...(options.callerHeader !== undefined && { ip_header_override: options.callerHeader }),
    },
    batch: { max_size: limits.maxBatch },
    backend: {
      response_timeout_milliseconds: timeoutMs,
      max_response_size_bytes: limits.maxResponseKb * 1_024,
      max_retries: 2,
      out_of_service_seconds: 10,
    },
    backends: Object.fromEntries(
      [...backends].map(([name, url]) => [
        name,
        {
          rpc_url: url,
          // Nodes of a young chain have few peers, and replicas none that proxyd could count.
          consensus_skip_peer_count: true,
          consensus_receipts_target: 'eth_getBlockReceipts',
        },
      ]),
    ),
    backend_groups: {
      [READ_GROUP]: {
        backends: readers.map(({ name }) => name),
        routing_strategy: 'consensus_aware',
        consensus_max_block_lag: maxLagBlocks,
        consensus_max_update_threshold: '30s',
        consensus_ban_period: '30s',
      },
      [WRITE_GROUP]: {
        backends: sequencer.map(({ name }) => name),
        routing_strategy: sequencer.some(({ conductorUrl }) => conductorUrl) ? 'multicall' : 'fallback',
      },
    },
    rpc_method_mappings: Object.fromEntries(
      config.methods.map((method) => [
        method,
        describeRpcMethod(method).kind === 'write' ? WRITE_GROUP : READ_GROUP,
      ]),
    ),
  })
}
