import type { ReactNode } from 'react'
import { Notice } from '../../../shared/ui/index.ts'
import type { Act, NextAction } from '../model.ts'

/**
 * Always one sentence of what is next, and the button for it.
 *
 * @param remark - What is measured right now, when it costs the vendor.
 * @param buttons - What to offer for each act.
 */
export function NextActionNotice({
  next: { sentence, detail, tone, act },
  remark,
  buttons,
}: {
  next: NextAction
  remark: string | undefined
  buttons: Partial<Record<Act, ReactNode>>
}) {
  const button = act && buttons[act]
  return (
    <Notice tone={tone} title={sentence} {...(button && { action: button })}>
      {[detail, remark].filter(Boolean).join(' ')}
    </Notice>
  )
}
