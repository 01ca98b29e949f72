import { useSyncExternalStore } from 'react'

/** What the user chose; `system` follows the machine. */
export type ThemeChoice = 'system' | 'light' | 'dark'

const KEY = 'opraas:theme'
const prefersDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** Puts the kept choice on the page; called once before the first render. */
export function applyTheme(): void {
  const choice = readChoice()
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}

/** The theme, and how to change it. */
export function useTheme(): { choice: ThemeChoice; isDark: boolean; choose(choice: ThemeChoice): void } {
  const choice = useSyncExternalStore(subscribe, readChoice)
  const systemIsDark = useSyncExternalStore(subscribe, () => prefersDark.matches)
  return { choice, isDark: choice === 'system' ? systemIsDark : choice === 'dark', choose }
}

function choose(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice)
  applyTheme()
  for (const listener of listeners) listener()
}

function readChoice(): ThemeChoice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  prefersDark.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    prefersDark.removeEventListener('change', listener)
  }
}
