import { useState } from 'react'
import { shortAddress } from '../../../shared/format/index.ts'
import { Button, CopyButton, Dialog } from '../../../shared/ui/index.ts'
import type { Agreed } from '../model.ts'
import styles from './Configure.module.css'

/** How to go on outside of the browser: the same settings lead the CLI to the same contracts. */
export function CliButton({ agreed, name }: { agreed: Agreed; name: string }) {
  const { agreementId, client } = agreed
  const [open, setOpen] = useState(false)
  const commands = [
    `opraas new --agreement ${agreementId} --name ${name}`,
    `cd ${name}`,
    'opraas plan',
    'opraas deploy contracts',
  ].join('\n')
  return (
    <>
      <Button size="s" onClick={() => setOpen(true)}>
        Continue in the CLI
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Continue in the CLI">
        <div className={styles.form}>
          <p>The L1 is the record: what stands there already is not sent again, whoever goes on.</p>
          <pre className={styles.commands}>{commands}</pre>
          <div>
            <CopyButton text={commands} label="Copy commands" shown />
          </div>
          <p>
            The first command finds the agreement by OPRAAS_MARKET_RPC_URL and OPRAAS_MARKETPLACE of your
            shell. After it, put the config.toml of this page over the new one, and the key of{' '}
            {shortAddress(client)} into .env: another account would deploy to other addresses.
          </p>
        </div>
      </Dialog>
    </>
  )
}
