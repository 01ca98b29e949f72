export { runAgentCli } from './cli.ts'
export { type AgentOptions, runAgent, setupAgent } from './main.ts'
