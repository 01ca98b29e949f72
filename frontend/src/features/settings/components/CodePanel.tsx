import type { Address } from 'viem'
import type { ChainConfig, Config } from '../../../shared/config/schema.ts'
import { useMarketConnection } from '../../../shared/market/useMarketConnection.ts'
import { AddressText, type Column, DataTable, Facts, OutLink, Panel } from '../../../shared/ui/index.ts'
import { VERSION } from '../../../shared/version.ts'
import { CodeHash } from './CodeHash.tsx'
import styles from './CodePanel.module.css'

type Contract = { name: string; address: Address | undefined }

/** The contracts and probes this page asks, and its own version. */
export function CodePanel({ market, chain }: { market: Config['market']; chain: ChainConfig }) {
  const { data: connection } = useMarketConnection()
  const found = connection?.kind === 'found' ? connection.market : undefined
  const unknown = connection ? 'Not known: the market does not answer' : 'Reading'
  const contracts: Contract[] = [
    { name: 'Marketplace', address: market.marketplace },
    { name: 'Offer book', address: found?.book },
    { name: 'Reputation', address: found?.reputation },
    ...market.oracles.map(({ name, adapter }) => ({ name: `Oracle adapter, ${name}`, address: adapter })),
  ]
  const columns: Column<Contract>[] = [
    { key: 'name', title: 'Contract', render: ({ name }) => name },
    {
      key: 'address',
      title: 'Address',
      hideOnPhone: true,
      render: ({ address }) =>
        address ? <AddressText address={address} href={linkTo(chain, address)} /> : '—',
    },
    {
      key: 'code',
      title: 'Hash of its code',
      hideOnPhone: true,
      render: ({ address }) => (address ? <CodeHash chain={chain} address={address} /> : unknown),
    },
  ]
  const probes = market.oracles.map(({ name, probeUrl }) => ({
    label: `Probe of ${name}`,
    value: probeUrl === undefined ? 'None: health is what this browser sees' : <OutLink href={probeUrl} />,
  }))
  return (
    <Panel title="What this page talks to">
      <p className={styles.sentence}>
        All contracts are on {chain.name}. The hash is keccak256 of the code: compare it with the one that was
        published.
      </p>
      <DataTable
        caption="Contracts"
        columns={columns}
        rows={contracts}
        rowKey={({ name, address }) => `${name} ${address}`}
      />
      <div className={styles.rest}>
        <Facts items={[...probes, { label: 'Version of this page', value: VERSION }]} />
      </div>
    </Panel>
  )
}

function linkTo({ explorer }: ChainConfig, address: Address): string | undefined {
  return explorer && `${explorer.replace(/\/$/, '')}/address/${address}`
}
