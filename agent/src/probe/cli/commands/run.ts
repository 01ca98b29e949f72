import { createLog } from '../../../log.ts'
import { addressOf, DEFAULT_DATA, DEFAULT_LISTEN, settingOf, variables } from '../../config.ts'
import { runProbe } from '../../probe.ts'
import { defineCommand } from '../command.ts'

type Options = { adapter?: string; data?: string; listen?: string; localMarket: boolean; pollMs?: string }

/** `opraas-probe run` */
export const runCommand = defineCommand<Options>(
  'run',
  (command) =>
    command
      .description('measure the agreements of an oracle adapter until told to stop')
      .option('--adapter <address>', `whose agreements are measured (${variables.adapter})`)
      .option('--data <folder>', `folder of the samples (${variables.data}; ${DEFAULT_DATA})`)
      .option('--listen <host:port>', `of the external adapter (${variables.listen}; ${DEFAULT_LISTEN})`)
      .option('--poll-ms <ms>', 'between two looks at the market (1000 on a local one, else 6000)')
      .option('--local-market', 'allow private addresses and simulated chains', false),
  async ({ options, environment, signal }) => {
    await runProbe({
      environment,
      adapter: addressOf('--adapter', options.adapter ?? environment[variables.adapter]),
      data: settingOf(options.data, { environment, variable: variables.data, fallback: DEFAULT_DATA }),
      listen: settingOf(options.listen, {
        environment,
        variable: variables.listen,
        fallback: DEFAULT_LISTEN,
      }),
      localMarket: options.localMarket,
      ...(options.pollMs !== undefined && { pollMs: options.pollMs }),
      log: createLog('probe'),
      signal,
    })
    return { ok: true }
  },
)
