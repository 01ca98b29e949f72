/** The mark: a payout ramp. Beside the word "opraas", so it is silent. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 20" width="24" height="20" aria-hidden="true">
      <path
        d="M2 17.5h5.5L13.5 3.5h9"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinejoin="miter"
      />
    </svg>
  )
}
