import {
  AddressText,
  Age,
  Amount,
  ChainText,
  DataTable,
  Facts,
  HashText,
  Icon,
  type IconName,
  Identicon,
  Logo,
  Moment,
  OutLink,
  PageHead,
  Panel,
  RampLinear,
  RampNines,
  StatusTag,
} from '../index.ts'
import styles from './Kit.module.css'
import { KitSection } from './KitSection.tsx'
import { client, hash, hostile, units, usdc, vendor, weth } from './samples.ts'

const icons: IconName[] = [
  'check',
  'chevronDown',
  'chevronUp',
  'chevronRight',
  'chevrons',
  'copy',
  'wallet',
  'info',
  'warning',
  'clock',
  'external',
  'menu',
  'close',
  'lock',
  'sun',
  'moon',
  'plus',
  'minus',
  'sort',
]
const metric = { target: 9_990, floor: 9_900, payoutAtFloor: 5_000 }
const at = Date.UTC(2026, 10, 21, 15, 38, 24) / 1000

/** Amounts, addresses, times and ramps, with honest and hostile values. */
export function KitValues() {
  return (
    <>
      <KitSection title="What uptime pays">
        <Panel>
          <div className={styles.four}>
            <RampLinear metric={metric} title="Answers" subtitle="An RPC call answered within 500 ms" />
            <RampLinear
              metric={metric}
              title="Block pace"
              subtitle="Unsafe head keeps the 2 s pace"
              marker={9_996}
            />
            <RampLinear
              metric={{ target: 9_950, floor: 9_450, payoutAtFloor: 5_000 }}
              title="Batches"
              subtitle="Safe head at most 10 min behind"
              marker={9_000}
            />
            <RampLinear
              metric={{ target: 0, floor: 0, payoutAtFloor: 0 }}
              title="Games"
              subtitle="A new game at least every 60 min"
            />
          </div>
        </Panel>
        <div className={styles.line}>
          {[
            metric,
            { target: 9_995, floor: 9_950, payoutAtFloor: 4_000 },
            { target: 9_900, floor: 9_500, payoutAtFloor: 2_000 },
            { target: 9_800, floor: 9_000, payoutAtFloor: 0 },
            { target: 10_000, floor: 5_000, payoutAtFloor: 0 },
          ].map((metric) => (
            <RampNines key={metric.target} metric={metric} />
          ))}
        </div>
      </KitSection>
      <KitSection title="Values">
        <div className={styles.columns}>
          <Panel title="Amounts">
            <Facts
              items={[
                { label: 'Price', value: <Amount units={units(24)} token={usdc} /> },
                { label: 'In ether', value: <Amount units={13_100_000_000_000_000n} token={weth} /> },
                { label: 'Next to nothing', value: <Amount units={1n} token={usdc} /> },
                { label: 'Spent', value: <Amount units={units(-1840.5)} token={usdc} tone="failed" /> },
                { label: 'Quiet', value: <Amount units={units(12)} token={usdc} tone="quiet" /> },
                {
                  label: 'Hostile symbol',
                  value: <Amount units={units(12)} token={{ ...usdc, symbol: hostile }} />,
                },
              ]}
            />
          </Panel>
          <Panel title="Addresses and times">
            <Facts
              items={[
                {
                  label: 'Vendor',
                  value: (
                    <AddressText address={vendor} name="Northwind Rollups" href="https://scan.example/1" />
                  ),
                },
                { label: 'Client', value: <AddressText address={client} you /> },
                { label: 'Transaction', value: <HashText hash={hash} /> },
                { label: 'Date', value: <Moment at={at} /> },
                { label: 'Clock', value: <Moment at={at} spanSeconds={480} /> },
                { label: 'Age', value: <Age at={at} now={at + 3_480} /> },
                { label: 'Elsewhere', value: <OutLink href="https://scan.fjordline.example" /> },
                { label: 'No link', value: <OutLink href="http://scan.example" /> },
              ]}
            />
          </Panel>
        </div>
        <div className={styles.line}>
          <Logo />
          {[client, vendor, usdc.address, weth.address].map((address) => (
            <Identicon key={address} address={address} />
          ))}
          {icons.map((name) => (
            <Icon key={name} name={name} />
          ))}
        </div>
      </KitSection>
      <KitSection title="Hostile text">
        <PageHead
          icon={<Identicon address={vendor} size={48} />}
          title={<ChainText text={hostile} max={200} />}
          tag={<StatusTag status="met" tinted />}
          subtitle={<ChainText text={`שלום \u202E${'مرحبا '.repeat(30)}`} max={200} />}
        />
        <Panel title={<ChainText text={'N'.repeat(200)} max={200} />} aside="24.00 USDC / day">
          <DataTable
            caption="Hostile rows"
            rowKey={({ name }) => name}
            rows={[{ name: 'W'.repeat(200) }, { name: hostile }]}
            columns={[
              {
                key: 'name',
                title: 'Name',
                render: ({ name }) => <AddressText address={vendor} name={name} />,
              },
              { key: 'state', title: 'State', render: () => <StatusTag status="met" /> },
              {
                key: 'text',
                title: 'Text',
                hideOnPhone: true,
                render: ({ name }) => <ChainText text={name} max={200} />,
              },
            ]}
          />
        </Panel>
      </KitSection>
    </>
  )
}
