export {
  buildIntent,
  buildRun,
  type Generation,
  hashChain,
  hashIntent,
  type Intent,
  type IntentOptions,
  type ProgramName,
  type Roles,
  type RpcIntent,
  type RunTables,
  type ServicesIntent,
  type Vault,
  type VersionSetName,
} from './intent.ts'
export { configJsonSchema } from './jsonSchema.ts'
export { type KeyRole, keyRoles, withKeys } from './keys.ts'
export { parseConfig, parseIntent, parseToml } from './parse.ts'
export { type Config, configSchema, INTENT_SCHEMA } from './schema.ts'
export { type AgreedChain, configTemplate, type ProjectValues, projectValuesFor } from './template.ts'
