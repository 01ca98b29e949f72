export { type CollectorOptions, runCollector } from './collector.ts'
export { type OracleNodeOptions, runOracleNode } from './node.ts'
