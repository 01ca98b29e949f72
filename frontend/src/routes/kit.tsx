import styles from '../shared/ui/kit/Kit.module.css'
import { KitActions } from '../shared/ui/kit/KitActions.tsx'
import { KitAgreement } from '../shared/ui/kit/KitAgreement.tsx'
import { KitCells } from '../shared/ui/kit/KitCells.tsx'
import { KitStates } from '../shared/ui/kit/KitStates.tsx'
import { KitValues } from '../shared/ui/kit/KitValues.tsx'

/** Every component in every state, with invented data: to look at, beside the screens of UI.md. */
export default function KitPage() {
  return (
    <div className={styles.page}>
      <KitAgreement />
      <KitCells />
      <KitActions />
      <KitStates />
      <KitValues />
    </div>
  )
}
