import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Anvil, chooseChainId, startAnvil } from './anvil.ts'
import { runCli } from './cli.ts'
import { createProject, devAccount, sampleConfig } from './project.ts'

/** A project folder, an L1 of its own, and the environment that leads `opraas` to it. */
export type CliProject = {
  anvil: Anvil
  project: ReturnType<typeof createProject>
  environment: Record<string, string>
  /** Runs in the project with --json. */
  opraas(args: string[], more?: Record<string, string>): ReturnType<typeof runCli>
  close(): Promise<void>
}

/** @param chainId - Of the L1. */
export async function startCliProject(chainId: number): Promise<CliProject> {
  const anvil = await startAnvil({
    chainId,
    args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'],
  })
  await anvil.client.mine({ blocks: 2 })
  const infra = `\n[infra]\nrpc_port = ${await findFreePort()}\n`
  const project = createProject(
    sampleConfig({ l1ChainId: chainId, l2ChainId: chooseChainId(), append: infra }),
  )
  const environment = { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: devAccount.key }
  return {
    anvil,
    project,
    environment,
    opraas: (args, more = {}) =>
      runCli(['--json', ...args], { cwd: project.folder, environment: { ...environment, ...more } }),
    close: async () => {
      await runCli(['down'], { cwd: project.folder, environment })
      await anvil.close()
      project.remove()
    },
  }
}

/** A loopback port that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new TypeError('a TCP server has an address')
  return address.port
}
