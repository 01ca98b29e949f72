import { createLog } from '../../../log.ts'
import { runCollector } from '../../../oracle-node/index.ts'
import { addressOf, httpUrlOf, variables } from '../../config.ts'
import { defineCommand } from '../command.ts'

type Options = { adapter?: string; probeUrl: string[]; pollMs?: string }

/** `opraas-probe collect` */
export const collectCommand = defineCommand<Options>(
  'collect',
  (command) =>
    command
      .description('bring what the signers of a quorum found about each finished epoch to its adapter')
      .option('--adapter <address>', `adapter of the quorum (${variables.adapter})`)
      .requiredOption('--probe-url <url...>', "the external adapters of the signers' probes")
      .option('--poll-ms <ms>', 'between two looks at the market (1000 on a local one, else 6000)')
      .addHelpText(
        'after',
        `\nThe key that pays is read from ${variables.nodeKey}; any funded account will do.`,
      ),
  async ({ options, environment, signal }) => {
    await runCollector({
      environment,
      adapter: addressOf('--adapter', options.adapter ?? environment[variables.adapter]),
      probeUrls: options.probeUrl.map((url) => httpUrlOf('--probe-url', url)),
      ...(options.pollMs !== undefined && { pollMs: options.pollMs }),
      log: createLog('collector'),
      signal,
    })
    return { ok: true }
  },
)
