import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { variables as agent } from '../../agent/src/config.ts'
import { variables as probe } from '../../agent/src/probe/config.ts'
import { CACHE_VARIABLE } from '../../deployer/src/artifacts/programs/cache.ts'
import { L2_RPC_VARIABLE } from '../../deployer/src/cli/commands/bridge.ts'
import { serviceKeyVariables } from '../../deployer/src/core/services/types.ts'
import { L1_BEACON_VARIABLE, L1_RPC_VARIABLE, SIGNER_VARIABLE } from '../../deployer/src/deployer.ts'
import { MARKET_RPC_VARIABLE, MARKETPLACE_VARIABLE } from '../../deployer/src/rpc/market.ts'
import { table } from './markdown.ts'

type Variable = { programs: string; isSecret: boolean; meaning: string }

const all = 'all'
/** Every variable that a program reads. Urls count as secret: providers put keys into them. */
const environment: Readonly<Record<string, Variable>> = {
  [L1_RPC_VARIABLE]: {
    programs: 'opraas, opraas-agent',
    isSecret: true,
    meaning: 'RPC of the L1, http or https.',
  },
  [SIGNER_VARIABLE]: {
    programs: 'opraas, deploy-market',
    isSecret: true,
    meaning:
      'Private key that signs and pays on L1 (for deploy-market: on the market’s chain). `rotate-keys` wants the owner’s.',
  },
  [L1_BEACON_VARIABLE]: {
    programs: 'opraas, opraas-agent',
    isSecret: true,
    meaning: 'Beacon API of the L1, for batches in blobs.',
  },
  ...serviceKeys(),
  [L2_RPC_VARIABLE]: {
    programs: 'opraas',
    isSecret: true,
    meaning: 'RPC of the L2 for `bridge`; default: where the chain of the project answers.',
  },
  [CACHE_VARIABLE]: {
    programs: 'opraas, opraas-agent',
    isSecret: false,
    meaning:
      'Folder that keeps what `opraas build` made, for all projects; default: `opraas` in `XDG_CACHE_HOME` or `~/.cache`. Read from the shell only.',
  },
  [MARKET_RPC_VARIABLE]: {
    programs: all,
    isSecret: true,
    meaning: 'RPC of the market’s chain, http or https. `opraas` needs it for `new --agreement` only.',
  },
  [MARKETPLACE_VARIABLE]: {
    programs: all,
    isSecret: false,
    meaning: 'Address of the market; default: the known one of the chain behind the RPC.',
  },
  [agent.operatorKey]: {
    programs: 'opraas-agent',
    isSecret: true,
    meaning:
      'Private key of the operator: starts, settles, resumes, closes; cannot move the market’s money. With the native engine its ETH on L1 pays the chains’ services.',
  },
  [agent.vendorKey]: {
    programs: 'opraas-agent',
    isSecret: true,
    meaning:
      'Private key of the vendor: needed by `setup`; with it `run` also rejects and claims. Without it set `vendor` in [agent].',
  },
  [agent.mnemonic]: {
    programs: 'opraas-agent',
    isSecret: true,
    meaning:
      'Mnemonic that the key sets of the chains are derived from. Whoever holds it can sign as these chains.',
  },
  [probe.adapter]: {
    programs: 'opraas-probe',
    isSecret: false,
    meaning: 'Oracle adapter that `run`, `node` and `collect` serve; the option --adapter wins.',
  },
  [probe.data]: {
    programs: 'opraas-probe',
    isSecret: false,
    meaning: 'Folder of the samples; the option --data wins.',
  },
  [probe.listen]: {
    programs: 'opraas-probe',
    isSecret: false,
    meaning: 'Where the external adapter of `run` listens, host:port; the option --listen wins.',
  },
  [probe.adapterUrl]: {
    programs: 'opraas-probe',
    isSecret: false,
    meaning: 'The external adapter that `node` asks; the option --adapter-url wins.',
  },
  [probe.nodeKey]: {
    programs: 'opraas-probe',
    isSecret: true,
    meaning: 'Private key of the account that `node` and `collect` send with.',
  },
  [probe.signerKey]: {
    programs: 'opraas-probe',
    isSecret: true,
    meaning: 'Private key of a signer of a quorum: with it `run` signs its verdicts.',
  },
}

function serviceKeys(): Record<string, Variable> {
  const meaning = (role: string): string =>
    role === 'resolver'
      ? 'Private key of an account that resolves games: any funded one.'
      : `Private key of the chain’s ${role === 'unsafeSigner' ? 'unsafe signer' : role}.`
  return Object.fromEntries(
    Object.entries(serviceKeyVariables).map(([role, name]) => [
      name,
      { programs: 'opraas', isSecret: true, meaning: `${meaning(role)} For the native engine.` },
    ]),
  )
}

/**
 * A table of variables.
 *
 * @param names - All, unless given.
 * @throws Error when the sources name a variable that is not described here.
 */
export function renderVariables(root: string, names: readonly string[] = Object.keys(environment)): string {
  requireComplete(root)
  const rows = names.map((name) => {
    const { programs, isSecret, meaning } = environment[name] ?? unknown(name)
    return [`\`${name}\``, programs, isSecret ? 'yes' : 'no', meaning]
  })
  return table(['Variable', 'Read by', 'Secret', 'Meaning'], rows)
}

function requireComplete(root: string): void {
  for (const file of globSync('{deployer,agent}/src/**/*.ts', { cwd: root })) {
    if (/(^|\/)testing\/|\.test\.ts$/.test(file)) continue
    for (const [name] of readFileSync(join(root, file), 'utf8').matchAll(/\bOPRAAS_[A-Z0-9_]+\b/g)) {
      if (!(name in environment)) unknown(name)
    }
  }
}

function unknown(name: string): never {
  throw new Error(`${name} is not described in scripts/generate/environment.ts`)
}
