export { ChainPanel } from './components/ChainPanel.tsx'
export { CodePanel } from './components/CodePanel.tsx'
export { SettingsGrid } from './components/SettingsGrid.tsx'
