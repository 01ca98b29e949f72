import type { Command } from 'commander'
import pc from 'picocolors'
import { buildPrograms } from '../../artifacts/programs/index.ts'
import { ArgumentError, L1EndedError } from '../../core/errors/index.ts'
import type { VersionSetName } from '../../core/intent/index.ts'
import { programNames } from '../../core/services/versionSets.ts'
import { devUsers } from '../../dev/accounts.ts'
import { checkDev } from '../../dev/check/index.ts'
import { DEV_L1_CHAIN_ID } from '../../dev/config.ts'
import { type DevChain, hasNativePrograms, startDev } from '../../dev/dev.ts'
import { readForkedChain } from '../../dev/fork.ts'
import { chooseDevPorts } from '../../dev/ports.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { formatTable } from '../ui/table.ts'
import { configuredSet, describeBuild } from './build.ts'
import { reportApply } from './deploy.ts'
import { printStatus } from './status.ts'

type DevCommandOptions = {
  engine?: string
  versionSet?: string
  fork?: string | true
  fresh: boolean
  check: boolean
  l1Port?: string
}

/** `opraas dev`: the whole chain on this machine, with an L1 of its own, until Ctrl-C. */
export function devCommand(): Command {
  return defineCommand<DevCommandOptions>(
    'dev',
    (command) =>
      command
        .description('run the chain of config.toml on this machine, with an L1 of its own; Ctrl-C stops it')
        .option('--engine <name>', 'native or embedded; default: native when its programs are there')
        .option('--version-set <name>', '13 or 17: which release of the OP Stack programs')
        .option('--fork [url]', 'fork the L1 of config.toml; default URL: OPRAAS_L1_RPC_URL')
        .option('--fresh', 'forget what an earlier start has left', false)
        .option('--check', 'prove that everything works, print what was found, and stop', false)
        .option('--l1-port <port>', 'port of the L1 RPC; default: 8545'),
    async (context) => {
      const { options, io, folder, environment, signal } = context
      const versionSet = versionSetOf(options.versionSet) ?? configuredSet(context)
      const engine = await chooseEngine(context, versionSet)
      const fork = options.fork ? await readForkedChain(options.fork, { folder, environment }) : undefined
      const ports = await chooseDevPorts({ l1Port: options.l1Port, anyFree: options.check })
      const dev = await startDev({
        projectFolder: folder,
        changes: {
          l1ChainId: fork?.chainId ?? DEV_L1_CHAIN_ID,
          engine,
          versionSet,
          ...(ports.rpcPort !== undefined && { rpcPort: ports.rpcPort }),
          ...(options.check && engine === 'native' && { disputeMon: true, challenger: 'alphabet' as const }),
        },
        l1Port: ports.l1Port,
        ...(fork && { forkUrl: fork.url }),
        fresh: options.fresh || options.check,
        signal,
        report: (event) => reportApply(io, event),
      })
      if (dev.beacon) io.note(`Batches are blobs; a simulated beacon API serves them at ${dev.beacon.url}.`)
      try {
        if (options.check) await check(dev, context)
        else await serve(dev, context)
      } finally {
        io.note('Stopping: the batcher first, the L1 last.')
        await dev.stop()
      }
    },
  )
}

async function check(dev: DevChain, { io, signal }: CommandContext<DevCommandOptions>): Promise<void> {
  const result = await checkDev(dev, { signal, report: (text) => io.note(`  ${text}`) })
  io.printJson(result)
  const rows = Object.entries(result).map(([name, value]) => [name, JSON.stringify(value)])
  io.print(formatTable(rows))
}

async function serve(dev: DevChain, { io, signal }: CommandContext<DevCommandOptions>): Promise<void> {
  const { l1, beacon, engine, chain, status, folder, l1Transactions } = dev
  const endpoints = await engine.endpoints(chain)
  io.printJson({
    l1: { rpc: l1.url, chainId: l1.chainId, resumed: l1.resumed, transactions: l1Transactions },
    ...(beacon && { beacon: { url: beacon.url, simulated: true } }),
    l2: { rpc: endpoints.rpc, chainId: chain.l2ChainId },
    engine: engine.kind,
    simulated: engine.simulated,
    folder,
    portal: chain.portal,
  })
  printStatus(io, { chain, engine, status, endpoints })
  const from = l1.resumed ? `goes on, ${l1Transactions} transactions sent` : 'fresh'
  io.print('')
  io.print(
    formatTable([
      ['L1', l1.url, `chain ${l1.chainId}, ${from}`],
      ['L2', endpoints.rpc, `chain ${chain.l2ChainId}`],
      ...(beacon ? [['Beacon', beacon.url, 'simulated: serves the blobs of this L1 to op-node']] : []),
      ['Portal', chain.portal, 'deposits to L2'],
    ]),
  )
  io.print('\nAccounts with ETH on both chains; their keys are published, use them nowhere else:')
  io.print(formatTable(devUsers().map(({ address, key }) => [address, key])))
  io.note(`\nMore: ${pc.bold(`opraas --project ${folder} status`)}, logs, bridge, inspect contracts`)
  io.note('Ctrl-C stops it; the next `opraas dev` goes on from here.')
  const interrupted = new Promise<'interrupted'>((resolve) => {
    signal.addEventListener('abort', () => resolve('interrupted'), { once: true })
  })
  const why = await Promise.race([interrupted, l1.ended.then(() => 'ended' as const)])
  if (why === 'ended') throw new L1EndedError({ folder })
}

/** Says aloud what runs the chain, and builds what is missing when the real stack was asked for. */
async function chooseEngine(
  { options, io, signal }: CommandContext<DevCommandOptions>,
  versionSet: VersionSetName,
): Promise<'embedded' | 'native'> {
  const wanted = engineOption(options.engine)
  const isBuilt = hasNativePrograms(versionSet)
  if (wanted === undefined) {
    if (isBuilt) io.note(`Engine: native (OP Stack ${versionSet} is built on this machine).`)
    else io.note('Engine: embedded, a simulation; `opraas build` makes the programs of the real stack.')
    return isBuilt ? 'native' : 'embedded'
  }
  if (wanted === 'native' && !isBuilt) {
    await buildPrograms({
      versionSet,
      names: programNames,
      signal,
      report: (event) => {
        const line = describeBuild(event)
        if (line) io.note(line)
      },
    })
  }
  io.note(`Engine: ${wanted}.`)
  return wanted
}

function engineOption(name: string | undefined): 'embedded' | 'native' | undefined {
  if (name === undefined || name === 'embedded' || name === 'native') return name
  throw new ArgumentError({ argument: '--engine', found: name, expected: 'native or embedded' })
}

function versionSetOf(name: string | undefined): VersionSetName | undefined {
  if (name === undefined || name === '13' || name === '17') return name
  throw new ArgumentError({ argument: '--version-set', found: name, expected: '13 or 17' })
}
