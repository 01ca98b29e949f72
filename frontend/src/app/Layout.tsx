import { Suspense } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { Skeleton } from '../shared/ui/index.ts'
import { WalletHost } from '../shared/wallet/WalletHost.tsx'
import { Footer } from './Footer.tsx'
import styles from './Layout.module.css'
import { LocalStrip } from './LocalStrip.tsx'
import { TopBar } from './TopBar.tsx'

/** Everything around a page. */
export function Layout() {
  return (
    <div className={styles.app}>
      <SkipLink />
      <LocalStrip />
      <TopBar />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<Skeleton lines={8} />}>
          <Outlet />
        </Suspense>
      </main>
      <Footer />
      <WalletHost />
      <ScrollRestoration />
    </div>
  )
}

/** Not a link to `#main`: the part after # names the page. */
function SkipLink() {
  return (
    <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
      Skip to content
    </button>
  )
}
