import { createBeaconServer } from './server.ts'

/**
 * `node program.ts <port>`: the simulated beacon API as a process of its own, on loopback; the L1 is
 * OPRAAS_L1_RPC_URL. Logs JSON lines; TERM ends it.
 */
function run(port: number, l1RpcUrl: string | undefined): void {
  if (!Number.isInteger(port) || port < 1 || !l1RpcUrl)
    throw new TypeError('usage: OPRAAS_L1_RPC_URL=… program <port>')
  const log = (event: string, fields: Record<string, unknown>): void =>
    console.log(
      JSON.stringify({ time: new Date().toISOString(), program: 'simulated beacon API', event, ...fields }),
    )
  const server = createBeaconServer({ l1RpcUrl, log })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
    })
  }
  server.listen({ port, host: '127.0.0.1' }, () => log('listening', { port }))
}

run(Number(process.argv[2]), process.env.OPRAAS_L1_RPC_URL)
