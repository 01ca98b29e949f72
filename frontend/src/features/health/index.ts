export { HealthPanel } from './components/HealthPanel.tsx'
export { useProbe } from './hooks/useProbe.ts'
export { liveRemark } from './model.ts'
