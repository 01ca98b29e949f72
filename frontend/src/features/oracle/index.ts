export { OraclePanel } from './components/OraclePanel.tsx'
