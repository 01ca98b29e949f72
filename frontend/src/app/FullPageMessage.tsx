import styles from './FullPageMessage.module.css'

/** The whole page, when there is nothing to show. */
export function FullPageMessage({ title, error }: { title: string; error: unknown }) {
  return (
    <main className={styles.message}>
      <h1>{title}</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <p>Whoever hosts it finds the fields of config.json in docs/guides/dapp-hosting.md.</p>
    </main>
  )
}
