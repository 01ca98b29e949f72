import type { Address, Hex } from 'viem'
import { shortAddress, shortHash } from '../format/index.ts'
import styles from './AddressText.module.css'
import { ChainText } from './ChainText.tsx'
import { CopyButton } from './CopyButton.tsx'
import { classes } from './classes.ts'
import { safeHref } from './safeHref.ts'

/**
 * An address, shortened; whole on hover and copy. `href` leads to an explorer.
 *
 * @param name - What it is called: a stranger's text.
 * @param you - Marks the reader's own account.
 */
export function AddressText({
  address,
  name,
  you = false,
  href,
}: {
  address: Address
  name?: string | undefined
  you?: boolean | undefined
  href?: string | undefined
}) {
  return (
    <span className={styles.line}>
      {name && (
        <span className={styles.name}>
          <ChainText text={name} max={40} />
        </span>
      )}
      <span className={styles.together}>
        <Hexadecimal whole={address} short={shortAddress(address)} href={href} />
        {you && <span className={styles.you}>you</span>}
        <CopyButton text={address} label="Copy address" />
      </span>
    </span>
  )
}

/** A hash, shortened; whole on hover and copy. `href` leads to an explorer. */
export function HashText({ hash, href }: { hash: Hex; href?: string | undefined }) {
  return (
    <span className={styles.together}>
      <Hexadecimal whole={hash} short={shortHash(hash)} href={href} />
      <CopyButton text={hash} label="Copy hash" />
    </span>
  )
}

function Hexadecimal({ whole, short, href }: { whole: Hex; short: string; href: string | undefined }) {
  const target = href === undefined ? undefined : safeHref(href)
  if (target === undefined)
    return (
      <span className={styles.mono} title={whole}>
        {short}
      </span>
    )
  return (
    <a
      className={classes(styles.mono, styles.link)}
      href={target}
      title={whole}
      target="_blank"
      rel="noopener noreferrer"
    >
      {short}
    </a>
  )
}
