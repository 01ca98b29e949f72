import { createLog } from '../../../log.ts'
import { runOracleNode } from '../../../oracle-node/index.ts'
import { addressOf, DEFAULT_LISTEN, settingOf, variables } from '../../config.ts'
import { defineCommand } from '../command.ts'

type Options = { adapter?: string; adapterUrl?: string; pollMs?: string }

const DEFAULT_URL = `http://${DEFAULT_LISTEN}`

/** `opraas-probe node`: the only command above both the probe and the node. */
export const nodeCommand = defineCommand<Options>(
  'node',
  (command) =>
    command
      .description(
        'the embedded oracle node, for local markets only: asks the probe and answers the Operator',
      )
      .option('--adapter <address>', `oracle adapter it serves (${variables.adapter})`)
      .option('--adapter-url <url>', `the probe's external adapter (${variables.adapterUrl}; ${DEFAULT_URL})`)
      .option('--poll-ms <ms>', 'between two looks at the market (1000)')
      .addHelpText('after', `\nThe key it signs with is read from ${variables.nodeKey}.`),
  async ({ options, environment, signal }) => {
    await runOracleNode({
      environment,
      adapter: addressOf('--adapter', options.adapter ?? environment[variables.adapter]),
      adapterUrl: settingOf(options.adapterUrl, {
        environment,
        variable: variables.adapterUrl,
        fallback: DEFAULT_URL,
      }),
      ...(options.pollMs !== undefined && { pollMs: options.pollMs }),
      log: createLog('oracle-node'),
      signal,
    })
    return { ok: true }
  },
)
