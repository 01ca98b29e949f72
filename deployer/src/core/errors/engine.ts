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

/** A program that is there and is not the one wanted: not executable, damaged, of another version. */
export class ProgramMismatchError extends OpraasError {
  override name = 'ProgramMismatchError'
  constructor(problem: {
    program: string
    path: string
    found: string
    expected: string
    next: string
    cause?: unknown
  }) {
    const { next, cause, ...values } = problem
    const { program, path, found, expected } = values
    super(`${program} at ${path}: found ${found}, expected ${expected}.`, {
      code: 'OPR-506',
      next,
      values,
      cause,
    })
  }
}

/** Go could not build a program. `lines` are the last that it said. */
export class ProgramBuildError extends OpraasError {
  override name = 'ProgramBuildError'
  constructor({ program, lines, log }: { program: string; lines: readonly string[]; log: string }) {
    super([`Go cannot build ${program}:`, ...lines].join('\n  '), {
      code: 'OPR-507',
      next: `Read ${log}, then run the command again.`,
      values: { program, lines, log },
    })
  }
}

/** A data folder that holds another chain: starting on it would mix two chains. */
export class ForeignDataError extends OpraasError {
  override name = 'ForeignDataError'
  constructor({ folder, found, expected }: { folder: string; found: string; expected: string }) {
    super(`${folder} holds block 0 ${found}, expected ${expected}.`, {
      code: 'OPR-510',
      next: 'Move the folder away, or run `opraas clean` when its data may go; the chain is derived from L1 again.',
      values: { folder, found, expected },
    })
  }
}

/** A service can't sign without its key. */
export class ServiceKeyError extends OpraasError {
  override name = 'ServiceKeyError'
  constructor({
    variable,
    service,
    found,
    expected,
  }: { variable: string; service: string; found: string; expected: string }) {
    super(`The key of the ${service} in ${variable} is ${found}, expected ${expected}.`, {
      code: 'OPR-511',
      next: `Set ${variable} in .env to the private key of that account.`,
      values: { variable, service, found, expected },
    })
  }
}

/** Something that a running chain must do, and does not. */
export class CheckFailedError extends OpraasError {
  override name = 'CheckFailedError'
  constructor({ check, found }: { check: string; found: string }) {
    super(`Check failed: ${check}. Found: ${found}.`, {
      code: 'OPR-512',
      next: 'Read the logs in the folder of the chain, then run the check again.',
      values: { check, found },
    })
  }
}

/** The development L1 has ended by itself. */
export class L1EndedError extends OpraasError {
  override name = 'L1EndedError'
  constructor({ folder }: { folder: string }) {
    super('The development L1 has ended by itself.', {
      code: 'OPR-502',
      next: `Read ${folder}/l1/anvil.log, then run \`opraas dev\` again: it goes on from the last state.`,
      values: { folder },
    })
  }
}

/** A command that needs a chain of which nothing runs. */
export class ChainRunsError extends OpraasError {
  override name = 'ChainRunsError'
  constructor({ chain, pid }: { chain: string; pid: number | undefined }) {
    super(`${chain} runs${pid ? ` (pid ${pid})` : ''}.`, {
      code: 'OPR-509',
      next: 'Run `opraas down`, end what `opraas run` has started, then try again.',
      values: { chain, pid },
    })
  }
}
