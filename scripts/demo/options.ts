import { parseArgs } from 'node:util'
import { ArgumentError } from '@opraas/deployer'
import type { VersionSetName } from '@opraas/deployer/core'

/** What runs the L2: a simulation, or the real programs of a version set. */
export type DemoEngine = { kind: 'embedded' } | { kind: 'native'; versionSet: VersionSetName }

/** Who judges: the stand-in of a Chainlink node, or two of three signers with a probe each. */
export type DemoOracle = 'chainlink' | 'quorum'

/** What `npm start -- …` was asked for. */
export type DemoOptions = {
  /** Play one agreement and end. */
  once: boolean
  /** One JSON line at the end. */
  json: boolean
  /** Stay up after `--once`, so that every number can be read again. */
  hold: boolean
  /** Share of one epoch for which the vendor's machine is off, 0 to 1. */
  outage: number
  engine: DemoEngine
  oracle: DemoOracle
  portBase: number
}

export const usage = `Usage: npm start -- [options]

Plays one agreement on this machine: a client accepts, a vendor provisions, service is measured and paid.

  --once            end after the agreement instead of staying up
  --json            print one JSON line with every number, read from chain
  --hold            with --once: stay up afterwards until Ctrl-C
  --outage <N%>     switch the vendor's machine off for N% of one epoch (default 50%)
  --engine <name>   what runs the L2: embedded (default), a simulation, or native, the real OP Stack
  --version-set <n> release of the programs that native runs: 13 (default) or 17
  --oracle <name>   who judges: chainlink (default), an Operator answered by an embedded node, or quorum, 2 of 3 signers
  --port-base <n>   first of the ports used (default 4700)
  --help            this text`

/** Reads the arguments. @throws ArgumentError */
export function parseOptions(argv: readonly string[]): DemoOptions | 'help' {
  const { values } = parse(argv)
  if (values.help) return 'help'
  return {
    once: values.once,
    json: values.json,
    hold: values.hold,
    outage: parseOutage(values.outage),
    engine: parseEngine(values.engine, values['version-set']),
    oracle: parseOracle(values.oracle),
    portBase: parsePort(values['port-base']),
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        hold: { type: 'boolean', default: false },
        outage: { type: 'string', default: '50%' },
        engine: { type: 'string', default: 'embedded' },
        'version-set': { type: 'string' },
        oracle: { type: 'string', default: 'chainlink' },
        'port-base': { type: 'string', default: '4700' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    throw new ArgumentError({ argument: 'npm start', found, expected: 'the options that --help lists' })
  }
}

function parseOutage(text: string): number {
  const percent = Number(text.replace(/%$/, ''))
  if (/^\d+(\.\d+)?%?$/.test(text) && percent <= 100) return percent / 100
  throw new ArgumentError({
    argument: '--outage',
    found: text,
    expected: 'a share of an epoch from 0% to 100%',
  })
}

function parseEngine(kind: string, versionSet: string | undefined): DemoEngine {
  if (kind === 'native') {
    if (versionSet === undefined || versionSet === '13') return { kind, versionSet: '13' }
    if (versionSet === '17') return { kind, versionSet }
    throw new ArgumentError({ argument: '--version-set', found: versionSet, expected: '13 or 17' })
  }
  if (kind !== 'embedded')
    throw new ArgumentError({ argument: '--engine', found: kind, expected: 'embedded or native' })
  if (versionSet === undefined) return { kind }
  throw new ArgumentError({
    argument: '--version-set',
    found: versionSet,
    expected: 'nothing: only --engine native has version sets',
  })
}

function parseOracle(name: string): DemoOracle {
  if (name === 'chainlink' || name === 'quorum') return name
  throw new ArgumentError({ argument: '--oracle', found: name, expected: 'chainlink or quorum' })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port
  throw new ArgumentError({ argument: '--port-base', found: text, expected: 'a port from 1024 to 65000' })
}
