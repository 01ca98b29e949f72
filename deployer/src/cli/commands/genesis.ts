import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { requireUrl } from '../../core/environment.ts'
import { NotDeployedError } from '../../core/errors/index.ts'
import type { Intent } from '../../core/intent/index.ts'
import { parseL1Facts, parseSystemConfigAddress } from '../../core/l1Facts.ts'
import { buildOutputs, type Outputs } from '../../core/outputs.ts'
import { adoptChain } from '../../inspect/adopt.ts'
import { readIntent } from '../../intentFile.ts'
import { L1_RPC_VARIABLE } from '../../openDeployment.ts'
import { connectRpc } from '../../rpc/client.ts'
import { deploymentPaths, readFileIfExists, writeFileAtomic } from '../../state/files.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { readJsonFile } from '../inputFile.ts'
import { formatTable } from '../ui/table.ts'
import { genesisHashCommand } from './genesisHash.ts'

type GenesisOptions = { intent?: string; addresses?: string; offline: boolean; out?: string }

/** `opraas genesis`: genesis.json and rollup.json of a deployed chain, from files alone or from L1. */
export function genesisCommand(): Command {
  return defineCommand<GenesisOptions>(
    'genesis',
    (command) =>
      command
        .description(
          'build genesis.json and rollup.json of a deployed chain; the same input gives the same bytes',
        )
        .option('--intent <file>', 'config of the chain; default: config.toml of the project')
        .option(
          '--addresses <file>',
          'its L1 contracts and L1 origin as JSON; default: state.json of the deployment',
        )
        .option('--offline', 'ask no RPC: believe the addresses file instead of checking it on L1', false)
        .option('--out <folder>', 'where to write both files; default: beside the addresses file'),
    async (context) => {
      const { io, options, folder } = context
      const intent = readIntent(options.intent ?? join(folder, 'config.toml'))
      const file = options.addresses ?? stateFile(folder, intent)
      const outputs = await build(context, intent, readJsonFile(file))
      const out = options.out ?? dirname(file)
      const [genesis, rollup] = [join(out, 'genesis.json'), join(out, 'rollup.json')]
      writeFileAtomic(genesis, outputs.genesisJson)
      writeFileAtomic(rollup, outputs.rollupJson)
      const { genesisHash, stateRoot, outputRoot } = outputs
      io.printJson({ genesisHash, stateRoot, outputRoot, genesis, rollup })
      io.print(
        formatTable([
          ['genesis hash', genesisHash],
          ['state root', stateRoot],
          ['output root', outputRoot],
          ['written', genesis],
          ['', rollup],
        ]),
      )
    },
  ).addCommand(genesisHashCommand())
}

function stateFile(folder: string, intent: Intent): string {
  const { state } = deploymentPaths(folder, intent.name)
  if (readFileIfExists(state) === undefined) throw new NotDeployedError({ deployment: intent.name })
  return state
}

/** From the file, or from what L1 shows of the SystemConfig that it names. */
async function build(
  { options, environment }: CommandContext<GenesisOptions>,
  intent: Intent,
  file: unknown,
): Promise<Outputs> {
  const artifacts = loadBedrock()
  if (options.offline) return buildOutputs({ intent, ...parseL1Facts(file, intent) }, artifacts)
  const systemConfig = parseSystemConfigAddress(file)
  const url = requireUrl(environment, L1_RPC_VARIABLE)
  const client = await connectRpc({ name: 'L1', url, chainId: intent.l1ChainId })
  const { outputs } = await adoptChain({ client, intent, systemConfig, artifacts })
  return outputs
}
