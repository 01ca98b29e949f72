export { type BuildOptions, buildPrograms } from './build.ts'
export { programCache } from './cache.ts'
export { findPrograms, programsAvailable } from './find.ts'
export type { BuildEvent, BuiltProgram, ProgramsWanted } from './types.ts'
