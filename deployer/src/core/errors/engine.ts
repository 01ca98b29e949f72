import { OpraasError } from './base.ts'

/** A program that an engine starts is not installed. */
export class ProgramMissingError extends OpraasError {
  override name = 'ProgramMissingError'
  constructor({ program, next }: { program: string; next: string }) {
    super(`${program} is not installed.`, { code: 'OPR-500', next, values: { program } })
  }
}

/** Somebody else listens on a port that we need. */
export class PortTakenError extends OpraasError {
  override name = 'PortTakenError'
  constructor({
    port,
    purpose,
    option,
    owner,
  }: { port: number; purpose: string; option: string; owner?: string }) {
    super(`Port ${port}, wanted for the ${purpose}, is taken${owner ? ` by ${owner}` : ''}.`, {
      code: 'OPR-501',
      next: `Stop what listens there, or choose another port with ${option}.`,
      values: { port, purpose, owner },
    })
  }
}

/** A service that was started and does not answer as it should. */
export class NotReadyError extends OpraasError {
  override name = 'NotReadyError'
  constructor({
    service,
    seconds,
    reason,
    log,
  }: { service: string; seconds: number; reason: string; log?: string }) {
    super(`${service} is not ready after ${seconds} s: ${reason}.`, {
      code: 'OPR-502',
      next: log ? `Read ${log}.` : 'Read its log with `opraas logs`.',
      values: { service, seconds, reason, log },
    })
  }
}

/** A command that needs a running chain. */
export class NotRunningError extends OpraasError {
  override name = 'NotRunningError'
  constructor({ chain }: { chain: string }) {
    super(`${chain} is not running.`, { code: 'OPR-503', next: 'Run `opraas up`.', values: { chain } })
  }
}

/** An engine that this version does not have. */
export class EngineUnavailableError extends OpraasError {
  override name = 'EngineUnavailableError'
  constructor({ engine, available }: { engine: string; available: readonly string[] }) {
    super(`The engine “${engine}” is not available.`, {
      code: 'OPR-504',
      next: `Choose ${available.join(' or ')}.`,
      values: { engine, available },
    })
  }
}

/** `up` of a chain that runs: two hosts on one chain would corrupt it. */
export class AlreadyUpError extends OpraasError {
  override name = 'AlreadyUpError'
  constructor({ chain, pid }: { chain: string; pid: number | undefined }) {
    super(`${chain} is up already${pid ? ` (pid ${pid} holds its lock)` : ''}.`, {
      code: 'OPR-505',
      next: 'Look at it with `opraas status`, or stop it with `opraas down`.',
      values: { chain, pid },
    })
  }
}
