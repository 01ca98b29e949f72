export { type OracleNodeOptions, runOracleNode } from './node.ts'
