const paths = {
  check: 'M3 8.5l3.3 3.2L13 4.8',
  chevronDown: 'M4 6.2l4 4 4-4',
  chevronUp: 'M4 9.8l4-4 4 4',
  chevronRight: 'M6.2 4l4 4-4 4',
  chevrons: 'M3.5 4l4 4-4 4M8.5 4l4 4-4 4',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5',
  wallet:
    'M3.5 3.75h9a1.75 1.75 0 0 1 1.75 1.75v5a1.75 1.75 0 0 1-1.75 1.75h-9A1.75 1.75 0 0 1 1.75 10.5v-5A1.75 1.75 0 0 1 3.5 3.75zM1.75 6.25h12.5M10.5 9.25h1',
  info: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5zM8 7.5v3.5M8 5v.01',
  warning: 'M8 2.25l6.25 11.25H1.75zM8 6.5v3.25M8 11.6v.01',
  clock: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5zM8 4.5V8l2.5 1.5',
  external:
    'M9.5 2.5h4v4M13.5 2.5L7.5 8.5M12 9.5V12a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 12V5.5A1.5 1.5 0 0 1 4 4h2.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5',
  lock: 'M4.5 7h7A1.25 1.25 0 0 1 12.75 8.25v4a1.25 1.25 0 0 1-1.25 1.25h-7a1.25 1.25 0 0 1-1.25-1.25v-4A1.25 1.25 0 0 1 4.5 7zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2',
  sun: 'M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6zM8 1.25v1.25M8 13.5v1.25M1.25 8h1.25M13.5 8h1.25M3.23 3.23l.88.88M11.89 11.89l.88.88M3.23 12.77l.88-.88M11.89 4.11l.88-.88',
  moon: 'M13.5 9.7A5.8 5.8 0 0 1 6.3 2.5a5.8 5.8 0 1 0 7.2 7.2z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  sort: 'M5 13V3M2.5 5.5L5 3l2.5 2.5M11 3v10M8.5 10.5L11 13l2.5-2.5',
} as const

export type IconName = keyof typeof paths

/** A line icon in the colour of its text. It never speaks: the text beside it does. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number | undefined }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
