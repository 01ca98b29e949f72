import { darkTheme, lightTheme, type Theme } from '@rainbow-me/rainbowkit'

/** RainbowKit in our colours: it reads the same custom properties as the page. */
export function walletTheme(isDark: boolean): Theme {
  const base = isDark ? darkTheme() : lightTheme()
  return {
    ...base,
    colors: {
      ...base.colors,
      accentColor: 'var(--accent)',
      accentColorForeground: isDark ? '#0B0F0E' : '#FFFFFF',
      connectButtonBackground: 'var(--surface)',
      connectButtonText: 'var(--ink)',
      modalBackground: 'var(--surface)',
      modalBorder: 'var(--line)',
      modalText: 'var(--ink)',
      modalTextDim: 'var(--ink3)',
      modalTextSecondary: 'var(--ink2)',
      menuItemBackground: 'var(--sunken)',
      generalBorder: 'var(--line)',
      actionButtonBorder: 'var(--line)',
      closeButton: 'var(--ink2)',
      closeButtonBackground: 'var(--sunken)',
      profileAction: 'var(--sunken)',
      profileActionHover: 'var(--line)',
      profileForeground: 'var(--surface)',
      selectedOptionBorder: 'var(--line)',
      error: 'var(--failed)',
    },
    fonts: { body: 'inherit' },
    radii: {
      actionButton: '6px',
      connectButton: '6px',
      menuButton: '6px',
      modal: '10px',
      modalMobile: '10px',
    },
    shadows: {
      ...base.shadows,
      dialog: '0 8px 28px rgb(15 23 21 / 12%)',
      connectButton: 'none',
    },
  }
}
