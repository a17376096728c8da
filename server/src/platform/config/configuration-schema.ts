import { z } from 'zod'
import { configurationSchema } from './configuration.ts'

/** JSON Schema of nachweis.yaml, for editors. */
export function configurationJsonSchema(): string {
  return (
    JSON.stringify(
      { title: 'nachweis.yaml', ...z.toJSONSchema(configurationSchema, { io: 'input' }) },
      null,
      2,
    ) + '\n'
  )
}
