export { shortAddress, shortHash } from './address.ts'
export {
  type AmountParts,
  amountPlaces,
  exactPlaces,
  formatAmount,
  formatNumber,
  formatUnits2,
  isBelowShown,
  smallestShown,
  type Token,
  tokenSymbol,
} from './amount.ts'
export { formatBps, formatShare } from './bps.ts'
export { cleanText } from './text.ts'
export {
  formatAge,
  formatClock,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatMoment,
} from './time.ts'
