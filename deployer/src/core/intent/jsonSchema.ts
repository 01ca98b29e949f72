import { z } from 'zod'
import { configSchema } from './schema.ts'

/** The JSON schema of config.toml, for editors: the line `#:schema` at the top of a file names it. */
export function configJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { title: 'config.toml of opraas', ...z.toJSONSchema(configSchema, { io: 'input' }) }
}
