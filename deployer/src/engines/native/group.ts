import { askService, callService } from '../process/rpc.ts'
import { pairsOf } from './layout.ts'
import { urlOf, type Wiring } from './wiring.ts'

type Membership = { servers: { id: string; addr: string }[] }

/**
 * One pass towards a group of sequencers in which exactly one makes blocks: every member votes, and none is paused.
 * Does nothing to a group that is well.
 *
 * @returns URL of the leader's op-node, if there is one: with an empty log the conductors never start it themselves
 */
export async function tendGroup(wiring: Wiring): Promise<string | undefined> {
  const members = pairsOf(wiring.chain.services)
    .filter(({ role }) => role === 'sequencer')
    .map(({ index, node }) => ({
      id: `seq${index}`,
      address: `127.0.0.1:${wiring.ports[`conductor-${index}.consensus`]}`,
      conductor: urlOf(wiring, `conductor-${index}.rpc`),
      node: urlOf(wiring, `${node}.rpc`),
    }))
  const leads = await Promise.all(
    members.map((one) => askService<boolean>(one.conductor, 'conductor_leader')),
  )
  const leader = members[leads.indexOf(true)]
  if (!leader) return undefined
  const { servers } = await callService<Membership>(leader.conductor, 'conductor_clusterMembership')
  for (const { id, address } of members) {
    if (servers.some((server) => server.id === id)) continue
    await callService(leader.conductor, 'conductor_addServerAsVoter', [id, address, 0])
  }
  for (const { conductor } of members) {
    if ((await askService<boolean>(conductor, 'conductor_paused')) === true)
      await askService(conductor, 'conductor_resume')
  }
  return leader.node
}
