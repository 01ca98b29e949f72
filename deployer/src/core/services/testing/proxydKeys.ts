/**
 * Keys of proxyd's config. Source: github.com/ethereum-optimism/infra, proxyd/config.go (struct tags) and
 * proxyd/proxyd.go (validateReceiptsTarget), commit c367a36002ed4905eb48e6ae30f9f5731d84865d.
 */
export const proxydSource =
  'ethereum-optimism/infra@c367a36002ed4905eb48e6ae30f9f5731d84865d: proxyd/config.go'

/** Keys of each table; `*` is a table of named tables of that kind. */
export const proxydKeys: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...[
      'ws_backend_group',
      'server',
      'cache',
      'redis',
      'metrics',
      'rate_limit',
      'backend',
      'backends',
      'batch',
    ],
    ...['authentication', 'backend_groups', 'rpc_method_mappings', 'ws_method_whitelist'],
    ...['whitelist_error_message', 'sender_rate_limit', 'interop_validation', 'tx_validation_middleware'],
  ],
  server: [
    ...['rpc_host', 'rpc_port', 'ws_host', 'ws_port', 'max_body_size_bytes', 'max_concurrent_rpcs'],
    ...['max_concurrent_ws_rpcs', 'disable_concurrent_request_semaphore', 'log_level', 'timeout_seconds'],
    ...['max_upstream_batch_size', 'enable_request_log', 'max_request_body_log_len', 'enable_pprof'],
    ...['enable_served_by_header', 'allow_all_origins', 'public_access', 'enable_tx_hash_logging'],
    'graceful_shutdown_seconds',
  ],
  cache: ['enabled', 'ttl'],
  redis: ['url', 'namespace', 'read_url', 'fallback_to_memory', 'redis_cluster'],
  metrics: ['enabled', 'host', 'port'],
  rate_limit: [
    ...['use_redis', 'base_rate', 'base_interval', 'exempt_origins', 'exempt_user_agents', 'error_message'],
    ...['method_overrides', 'ip_header_override'],
  ],
  backend: [
    ...[
      'response_timeout_seconds',
      'response_timeout_milliseconds',
      'max_response_size_bytes',
      'max_retries',
    ],
    ...['out_of_service_seconds', 'max_degraded_latency_threshold', 'max_latency_threshold'],
    'max_error_rate_threshold',
  ],
  'backends.*': [
    ...['username', 'password', 'rpc_url', 'ws_url', 'ws_port', 'max_rps', 'max_ws_conns', 'ca_file'],
    ...['client_cert_file', 'client_key_file', 'strip_trailing_xff', 'headers', 'probe_failure_threshold'],
    ...['probe_success_threshold', 'probe_period_seconds', 'probe_timeout_seconds', 'probe_url', 'weight'],
    ...[
      'skip_is_syncing_check',
      'response_timeout_milliseconds',
      'max_retries',
      'safe_block_drift_threshold',
    ],
    ...['finalized_block_drift_threshold', 'consensus_skip_peer_count', 'consensus_forced_candidate'],
    ...['consensus_receipts_target', 'allowed_status_codes'],
  ],
  'backend_groups.*': [
    ...['backends', 'weighted_routing', 'routing_strategy', 'multicall_rpc_error_check', 'consensus_aware'],
    ...['consensus_handler', 'consensus_poller_interval', 'consensus_ban_period'],
    ...['consensus_max_update_threshold', 'consensus_max_block_lag', 'consensus_max_block_range'],
    ...['consensus_min_peer_count', 'max_block_range', 'consensus_cl_sync_threshold'],
    ...['consensus_cl_head_l1_max_age', 'consensus_cl_output_root_ban_threshold', 'consensus_ha'],
    ...['consensus_ha_heartbeat_interval', 'consensus_ha_lock_period', 'consensus_ha_redis', 'fallbacks'],
  ],
  batch: ['max_size', 'error_message'],
}

/** Words that proxyd takes for two of its keys. */
export const proxydWords = {
  routing_strategy: ['consensus_aware', 'consensus_aware_consensus_layer', 'multicall', 'fallback'],
  consensus_receipts_target: [
    ...['debug_getRawReceipts', 'alchemy_getTransactionReceipts'],
    ...['parity_getBlockReceipts', 'eth_getBlockReceipts'],
  ],
} as const
