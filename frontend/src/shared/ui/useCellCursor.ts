import { type KeyboardEvent, useState } from 'react'
import type { StripItem } from './layOutStrip.ts'

/** Which item of a strip is pointed at, by keys or pointer, and whether it is told. Starts at now. */
export function useCellCursor(items: StripItem[], onSelect: (item: StripItem) => void) {
  const [pointed, setPointed] = useState<string>()
  const [isTold, setTold] = useState(false)
  const current =
    items.find(({ key }) => key === pointed) ?? items.find(({ key }) => key === 'now') ?? items.at(-1)
  const point = (item: StripItem | undefined): void => {
    setPointed(item?.key)
    setTold(item !== undefined)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = current === undefined ? 0 : items.indexOf(current)
    switch (event.key) {
      case 'ArrowLeft':
        point(items[Math.max(0, at - 1)])
        break
      case 'ArrowRight':
        point(items[Math.min(items.length - 1, at + 1)])
        break
      case 'Home':
        point(items[0])
        break
      case 'End':
        point(items.at(-1))
        break
      case 'Escape':
        setTold(false)
        return
      case 'Enter':
      case ' ':
        if (current) onSelect(current)
        break
      default:
        return
    }
    event.preventDefault()
  }
  return { current, isTold, point, hush: () => setTold(false), tell: () => setTold(true), onKeyDown }
}
