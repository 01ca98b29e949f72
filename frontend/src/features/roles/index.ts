export { RolesStep } from './components/RolesStep.tsx'
export { useRoles } from './hooks/useRoles.ts'
export { compareRoles, rolesMatch } from './model.ts'
