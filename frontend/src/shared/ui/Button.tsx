import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import { safeHref } from './safeHref.ts'

export type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style'> & {
  /** `main`: one per page. `link`: looks like text, acts. */
  kind?: 'main' | 'plain' | 'quiet' | 'danger' | 'link' | undefined
  size?: 's' | 'm' | 'l' | undefined
  icon?: IconName | undefined
  /** A page of this dApp. */
  to?: string | undefined
  /** A page elsewhere, in a new tab; shown as text when it is no safe link. */
  href?: string | undefined
  children?: ReactNode
}

/** A button, or a link that looks like one. With an icon and no children it needs an `aria-label`. */
export function Button({ kind = 'plain', size, icon, to, href, children, ...rest }: ButtonProps) {
  const isIconOnly = children === undefined
  const className = classes(
    styles.button,
    styles[kind],
    styles[size ?? (kind === 'main' ? 'l' : 'm')],
    isIconOnly && styles.square,
  )
  const label = rest['aria-label']
  const content = (
    <>
      {icon && <Icon name={icon} />}
      {!isIconOnly && <span className={styles.label}>{children}</span>}
    </>
  )
  if (to !== undefined)
    return (
      <Link to={to} className={className} aria-label={label}>
        {content}
      </Link>
    )
  if (href !== undefined) {
    const target = safeHref(href)
    if (target === undefined) return <span>{children}</span>
    return (
      <a href={target} className={className} aria-label={label} target="_blank" rel="noopener noreferrer">
        {content}
      </a>
    )
  }
  return (
    <button type="button" className={className} {...rest}>
      {content}
    </button>
  )
}
