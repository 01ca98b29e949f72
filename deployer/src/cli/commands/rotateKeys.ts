import type { Command } from 'commander'
import { ArgumentError } from '../../core/errors/index.ts'
import { defineCommand } from '../command.ts'

/** `opraas rotate-keys --revoke`: the owner takes the services' keys away on L1. */
export function rotateKeysCommand(): Command {
  return defineCommand<{ revoke: boolean }>(
    'rotate-keys',
    (command) =>
      command
        .description('take the keys of batcher, unsafe signer, proposer and challenger away on L1')
        .option('--revoke', 'take all of them away; nobody serves the chain afterwards', false),
    async ({ io, options, deployer }) => {
      if (!options.revoke)
        throw new ArgumentError({ argument: '--revoke', found: 'nothing', expected: '--revoke' })
      const instance = deployer((event) => {
        if (event.kind === 'mined') io.note(`  ${event.step}  ${event.hash}`)
      })
      const question = `Batches and proposals of the current keys of ${instance.intent().name} stop counting. Revoke?`
      const agreed = await io.confirm(question, { yes: options.yes || io.json })
      if (!agreed) throw new ArgumentError({ argument: 'the answer', found: 'no', expected: 'y, or --yes' })
      const transactions = await instance.revokeKeys()
      io.printJson({ transactions })
      io.print('All keys are revoked.')
    },
  )
}
