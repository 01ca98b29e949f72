/**
 * Flags and variables of monitorism. Source: github.com/ethereum-optimism/monitorism,
 * op-monitorism/{cmd/monitorism,balances,multisig,faultproof_withdrawals,fault,withdrawals}/cli.go and
 * op-monitorism/monitorism.go, commit 5dc9792c82d21ff3f1e2cc91ceec99ca266e3ac5; the log and metrics flags come from
 * github.com/ethereum-optimism/optimism v1.17.0, op-service/{log,metrics}/cli.go.
 */
export const monitorismSource = 'ethereum-optimism/monitorism@5dc9792c82d21ff3f1e2cc91ceec99ca266e3ac5'

/** Flags that every command has. */
export const monitorismCommonFlags: readonly string[] = [
  ...['loop.interval.msec', 'log.level', 'log.format', 'log.color', 'log.pid'],
  ...['metrics.enabled', 'metrics.addr', 'metrics.port'],
]

/** Flags of a command with the variable of each, and those that must be given. */
export const monitorismCommands: Readonly<
  Record<string, { flags: Readonly<Record<string, string>>; required: readonly string[] }>
> = {
  balances: {
    flags: { 'node.url': 'BALANCE_MON_NODE_URL', accounts: 'BALANCE_MON_ACCOUNTS' },
    required: ['accounts'],
  },
  multisig: {
    flags: {
      'l1.node.url': 'MULTISIG_MON_L1_NODE_URL',
      'optimismportal.address': 'MULTISIG_MON_OPTIMISM_PORTAL',
      nickname: 'MULTISIG_MON_NICKNAME',
      'safe.address': 'MULTISIG_MON_SAFE',
      'op.vault': 'MULTISIG_MON_1PASS_VAULT_NAME',
    },
    required: ['optimismportal.address', 'nickname'],
  },
  faultproof_withdrawals: {
    flags: {
      'l1.geth.url': 'FAULTPROOF_WITHDRAWAL_MON_L1_GETH_URL',
      'l2.node.url': 'FAULTPROOF_WITHDRAWAL_MON_L2_OP_NODE_URL',
      'l2.geth.url': 'FAULTPROOF_WITHDRAWAL_MON_L2_OP_GETH_URL',
      'l2.geth.backup.urls': 'FAULTPROOF_WITHDRAWAL_MON_L2_OP_GETH_BACKUP_URLS',
      'event.block.range': 'FAULTPROOF_WITHDRAWAL_MON_EVENT_BLOCK_RANGE',
      'start.block.height': 'FAULTPROOF_WITHDRAWAL_MON_START_BLOCK_HEIGHT',
      'start.block.hours.ago': 'FAULTPROOF_WITHDRAWAL_MON_START_HOURS_IN_THE_PAST',
      'optimismportal.address': 'FAULTPROOF_WITHDRAWAL_MON_OPTIMISM_PORTAL',
    },
    required: ['l1.geth.url', 'l2.geth.url', 'optimismportal.address'],
  },
  fault: {
    flags: {
      'l1.node.url': 'FAULT_MON_L1_NODE_URL',
      'l2.node.url': 'FAULT_MON_L2_NODE_URL',
      'start.output.index': 'FAULT_MON_START_OUTPUT_INDEX',
      'optimismportal.address': 'FAULT_MON_OPTIMISM_PORTAL',
      'l2oo.address': 'FAULT_MON_L2OO_ADDRESS',
    },
    required: ['l2oo.address'],
  },
  withdrawals: {
    flags: {
      'l1.node.url': 'WITHDRAWAL_MON_L1_NODE_URL',
      'l2.node.url': 'WITHDRAWAL_MON_L2_NODE_URL',
      'event.block.range': 'WITHDRAWAL_MON_EVENT_BLOCK_RANGE',
      'start.block.height': 'WITHDRAWAL_MON_START_BLOCK_HEIGHT',
      'optimismportal.address': 'WITHDRAWAL_MON_OPTIMISM_PORTAL',
    },
    required: ['start.block.height', 'optimismportal.address'],
  },
}
