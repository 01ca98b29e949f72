export { Leaving } from './components/Leaving.tsx'
