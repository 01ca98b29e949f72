export {
  buildIntent,
  type Generation,
  hashIntent,
  type Intent,
  type ProgramName,
  type Roles,
  type RpcIntent,
  type ServicesIntent,
  type Vault,
  type VersionSetName,
} from './intent.ts'
export { configJsonSchema } from './jsonSchema.ts'
export { parseConfig, parseIntent, parseToml } from './parse.ts'
export { type Config, configSchema, INTENT_SCHEMA } from './schema.ts'
export { type AgreedChain, configTemplate, type ProjectValues, projectValuesFor } from './template.ts'
