export { buildIntent, hashIntent, type Intent, type Roles, type Vault } from './intent.ts'
export { configJsonSchema } from './jsonSchema.ts'
export { parseConfig, parseIntent, parseToml } from './parse.ts'
export { type Config, configSchema, INTENT_SCHEMA } from './schema.ts'
