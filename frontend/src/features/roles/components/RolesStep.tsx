import type { ReactNode } from 'react'
import type { Address } from 'viem'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { AddressText, ErrorNote, Skeleton, Step, SubStep } from '../../../shared/ui/index.ts'
import type { useRoles } from '../hooks/useRoles.ts'
import { compareRoles, type RoleRow, rolesMatch, type WantedRoles } from '../model.ts'
import styles from './Roles.module.css'
import { RotateButton } from './RotateButton.tsx'

/** The five roles on the L1 beside those of the agreement; what is missing, and how it is set. */
export function RolesStep({
  roles,
  wanted,
  systemConfig,
  chain,
  asked,
}: {
  roles: ReturnType<typeof useRoles>
  wanted: WantedRoles
  systemConfig: Address | undefined
  chain: ChainConfig
  /** Who tells: "Read through ChainLens, as the market does". */
  asked: string
}) {
  if (systemConfig === undefined) return <Step state="empty" title="Roles" subtitle={asked} />
  if (roles.data) {
    const { owner } = roles.data
    const rows = compareRoles(roles.data, wanted)
    const first = rows.find(({ cure }) => cure === 'batcher' || cure === 'unsafeSigner')
    return (
      <Step state={rolesMatch(rows) ? 'done' : 'next'} title="Roles" subtitle={asked}>
        <div className={styles.rows}>
          {rows.map((row) => (
            <RoleLine key={row.role} row={row}>
              {(row.cure === 'batcher' || row.cure === 'unsafeSigner') && (
                <RotateButton
                  cure={row.cure}
                  wanted={row.wanted}
                  kind={row === first ? 'main' : 'plain'}
                  {...{ owner, systemConfig, chain }}
                />
              )}
            </RoleLine>
          ))}
        </div>
      </Step>
    )
  }
  return (
    <Step state={roles.isPending ? 'running' : 'failed'} title="Roles" subtitle={asked}>
      {roles.isPending && <Skeleton lines={5} />}
      {roles.error && (
        <ErrorNote what="The roles could not be read." error={roles.error} onRetry={() => roles.refetch()} />
      )}
      {roles.data === null && <p>There is no OP chain with dispute games at this SystemConfig.</p>}
    </Step>
  )
}

function RoleLine({ row, children }: { row: RoleRow; children: ReactNode }) {
  const { name, found, cure, sentence } = row
  return (
    <div>
      <SubStep
        state={cure === undefined ? 'done' : 'failed'}
        title={name}
        aside={<AddressText address={found} />}
        note={sentence}
      />
      {children && <div className={styles.cure}>{children}</div>}
    </div>
  )
}
