import type { Hex } from 'viem'

/** What the URL keeps of a visit to an offer: how many epochs are prepaid, and with which key set. */
export type Visit = {
  epochs: number
  onEpochs: (epochs: number) => void
  /** Null: none was chosen yet. */
  keys: string | null
  onKeys: (keys: string) => void
  onAccepted: (agreementId: Hex) => void
}
