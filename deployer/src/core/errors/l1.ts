import type { Address, Hex } from 'viem'
import { OpraasError } from './base.ts'

/** An RPC that cannot be reached or answers with an error. */
export class RpcUnreachableError extends OpraasError {
  override name = 'RpcUnreachableError'
  constructor({ name, url, cause }: { name: string; url: string; cause?: unknown }) {
    super(`The ${name} RPC at ${url} does not answer.`, {
      code: 'OPR-200',
      next: `Check the URL of the ${name} RPC and that its node runs.`,
      values: { name, url },
      cause,
    })
  }
}

/** The RPC's chain id is not the config's. */
export class WrongChainIdError extends OpraasError {
  override name = 'WrongChainIdError'
  constructor({
    name,
    url,
    expected,
    found,
  }: { name: string; url: string; expected: number; found: number }) {
    super(`The ${name} RPC at ${url} serves chain ${found}, expected chain ${expected}.`, {
      code: 'OPR-201',
      next: `Name an RPC of chain ${expected}, or correct the chain id in config.toml.`,
      values: { name, url, expected, found },
    })
  }
}

/** The same chain id, but a block known from before has another hash. */
export class WrongChainError extends OpraasError {
  override name = 'WrongChainError'
  constructor(problem: {
    name: string
    url: string
    blockNumber: bigint
    expected: Hex
    found: Hex | 'no such block'
  }) {
    super(
      `The ${problem.name} RPC at ${problem.url} serves another chain: block ${problem.blockNumber} is ` +
        `${problem.found}, expected ${problem.expected}.`,
      {
        code: 'OPR-202',
        next: 'Point the RPC to the chain this deployment was made on, or start a new deployment under another name.',
        values: problem,
      },
    )
  }
}

/** A CREATE2 address of the plan holds other code than planned. */
export class ForeignCodeError extends OpraasError {
  override name = 'ForeignCodeError'
  constructor({ contract, address }: { contract: string; address: Address }) {
    super(`${address} should hold ${contract} and holds other code.`, {
      code: 'OPR-203',
      next: 'Set another `salt` in [chain] and plan again.',
      values: { contract, address },
    })
  }
}

/** A role on L1 is not the intended one. */
export class RoleMismatchError extends OpraasError {
  override name = 'RoleMismatchError'
  constructor({ role, expected, found }: { role: string; expected: Address; found: Address }) {
    super(`The ${role} of this chain is ${found}, expected ${expected}.`, {
      code: 'OPR-204',
      next: 'Correct [roles] of config.toml, or let the owner install these keys: `opraas rotate-keys --to`.',
      values: { role, expected, found },
    })
  }
}

/** A contract on L1 does not answer as the plan says. */
export class ContractMismatchError extends OpraasError {
  override name = 'ContractMismatchError'
  constructor({ what, expected, found }: { what: string; expected: string; found: string }) {
    super(`${what} is ${found}, expected ${expected}.`, {
      code: 'OPR-205',
      next: 'Run `opraas inspect contracts` and compare it with the config.',
      values: { what, expected, found },
    })
  }
}

/** The deterministic deployer is not on this L1. */
export class DeployerMissingError extends OpraasError {
  override name = 'DeployerMissingError'
  constructor({ address, chainId }: { address: Address; chainId: number }) {
    super(`L1 ${chainId} has no deterministic deployer at ${address}.`, {
      code: 'OPR-206',
      next: 'Send its published deployment transaction to this L1 first.',
      values: { address, chainId },
    })
  }
}

/** The owner would get the chain for good, and nothing shows that anybody controls it. */
export class UnprovenOwnerError extends OpraasError {
  override name = 'UnprovenOwnerError'
  constructor({ owner }: { owner: Address }) {
    super(
      `The owner ${owner} has no code and never sent a transaction on L1: nothing proves that anybody holds it.`,
      {
        code: 'OPR-207',
        next: 'Send any transaction from the owner on this L1, then run the command again.',
        values: { owner },
      },
    )
  }
}

/** Something needs the L1 contracts, and they are not there. */
export class NotDeployedError extends OpraasError {
  override name = 'NotDeployedError'
  constructor({ deployment }: { deployment: string }) {
    super(`The L1 contracts of ${deployment} are not deployed.`, {
      code: 'OPR-208',
      next: 'Run `opraas deploy contracts`.',
      values: { deployment },
    })
  }
}

/** The L1 anchors another genesis than config and L1 origin give. */
export class GenesisMismatchError extends OpraasError {
  override name = 'GenesisMismatchError'
  constructor({ expected, found }: { expected: Hex; found: Hex }) {
    super(`The L1 anchors the output root ${expected}; this config and L1 origin give ${found}.`, {
      code: 'OPR-209',
      next: 'The config is not the one the contracts were deployed from: restore it.',
      values: { expected, found },
    })
  }
}
