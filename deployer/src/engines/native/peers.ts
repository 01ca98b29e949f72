import { askService } from '../process/rpc.ts'
import { pairsOf } from './layout.ts'
import { urlOf, type Wiring } from './wiring.ts'

type PeerSelf = { addresses: string[] | null; ENR: string; peerID: string }

/** The record by which others find a node; undefined while it does not answer. */
export async function readRecord(nodeUrl: string): Promise<string | undefined> {
  return (await askService<PeerSelf>(nodeUrl, 'opp2p_self'))?.ENR
}

/** Connects the sequencers of a chain with each other, as far as they are not: each has to hear the leader. */
export async function connectSequencers(wiring: Wiring): Promise<void> {
  const urls = pairsOf(wiring.chain.services)
    .filter(({ role }) => role === 'sequencer')
    .map(({ node }) => urlOf(wiring, `${node}.rpc`))
  const selves = await Promise.all(urls.map((url) => askService<PeerSelf>(url, 'opp2p_self')))
  for (const [index, url] of urls.entries()) {
    const known = await askService<{ peers: Record<string, unknown> | null }>(url, 'opp2p_peers', [true])
    for (const [other, self] of selves.entries()) {
      const address = self?.addresses?.[0]
      if (other === index || !self || !address || !known || self.peerID in (known.peers ?? {})) continue
      await askService(url, 'opp2p_connectPeer', [address])
    }
  }
}
