import { useState } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { Icon, Logo } from '../shared/ui/index.ts'
import { AccountButton } from './AccountButton.tsx'
import { BlockAge } from './BlockAge.tsx'
import styles from './TopBar.module.css'

const places = [
  { to: '/', name: 'Market', also: '/offers' },
  { to: '/agreements', name: 'Agreements', also: '/deploy' },
  { to: '/vendor', name: 'Vendor', also: '/vendor' },
] as const

/** Logo, places, the newest block, the account. */
export function TopBar() {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.logo}>
        <Logo />
        opraas
      </Link>
      <nav aria-label="Places" className={styles.nav} data-open={open}>
        {places.map(({ to, name, also }) => (
          <NavLink
            key={to}
            to={to}
            end={to === '/'}
            className={({ isActive }) =>
              isActive || pathname.startsWith(also) ? `${styles.place} ${styles.here}` : styles.place
            }
            onClick={() => setOpen(false)}
          >
            {name}
          </NavLink>
        ))}
      </nav>
      <BlockAge />
      <AccountButton />
      <button
        type="button"
        className={styles.menu}
        aria-label="Menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'close' : 'menu'} />
      </button>
    </header>
  )
}
