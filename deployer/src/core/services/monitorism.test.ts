import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildMonitors, type MonitorismInput } from './monitorism.ts'
import { monitorismCommands, monitorismCommonFlags, monitorismSource } from './testing/monitorismKeys.ts'

const address = (digit: number) => `0x${String(digit).repeat(40)}` as const
const input = (generation: 'dispute-games' | 'output-oracle'): MonitorismInput => ({
  nickname: 'sample',
  chain: {
    generation,
    portal: address(1),
    proposals: address(2),
    batcher: address(3),
    proposer: address(4),
  },
  challenger: address(5),
  l2RpcUrl: 'http://127.0.0.1:8545',
  l1OriginNumber: 42n,
  firstMetricsPort: 7300,
})

for (const generation of ['dispute-games', 'output-oracle'] as const) {
  describe(`buildMonitors, ${generation}`, () => {
    const monitors = buildMonitors(input(generation))

    test(`every flag and variable is one of ${monitorismSource}`, () => {
      for (const { command, args, secrets } of monitors) {
        const known = monitorismCommands[command]
        assert.ok(known, command)
        const flags = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2))
        const all = [...Object.keys(known.flags), ...monitorismCommonFlags]
        assert.deepEqual(
          flags.filter((flag) => !all.includes(flag)),
          [],
          command,
        )
        const variables = Object.keys(secrets)
        assert.deepEqual(
          variables.filter((variable) => !Object.values(known.flags).includes(variable)),
          [],
          command,
        )
        const given = [...flags, ...variables]
        const lacking = known.required.filter(
          (flag) => !given.includes(flag) && !given.includes(known.flags[flag] ?? ''),
        )
        assert.deepEqual(lacking, [], command)
      }
    })

    test('each has its own metrics port, on loopback', () => {
      const ports = monitors.map(({ args }) => args[args.indexOf('--metrics.port') + 1])
      assert.deepEqual(
        ports,
        monitors.map((_, index) => String(7300 + index)),
      )
      for (const { args } of monitors) assert.equal(args[args.indexOf('--metrics.addr') + 1], '127.0.0.1')
    })
  })
}

test('which monitors fit depends on the generation', () => {
  const commands = (generation: 'dispute-games' | 'output-oracle') =>
    buildMonitors(input(generation)).map(({ command }) => command)
  assert.deepEqual(commands('dispute-games'), ['balances', 'multisig', 'faultproof_withdrawals'])
  assert.deepEqual(commands('output-oracle'), ['balances', 'multisig', 'fault', 'withdrawals'])
})
