import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** What a stranger's program reads of an OpenAPI 3.1 document. */
export interface Description {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
  readonly components?: object
}

interface DescribedOperation {
  readonly security?: readonly object[]
  readonly 'x-permission'?: string
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >
}

export interface Operation extends DescribedOperation {
  readonly method: string
  readonly path: string
}

const operationsMax = 1_000
const root = 'https://description.invalid/'
const prefix = '/api/v1/'

/** The operations of the interface; pages that browsers are led through on sign-in answer HTML and are none. */
export function operationsOf({ paths }: Description): Operation[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => ({ ...each, method: method.toUpperCase(), path })),
    )
    .filter(
      ({ path, responses }) => path.startsWith(prefix) && !('text/html' in (responses['200']?.content ?? {})),
    )
    .slice(0, operationsMax)
}

/** Validators of JSON Schema 2020-12, of which OpenAPI 3.1 is a dialect, for the schemas of a document. */
export function validatorsOf(description: Description): (schema: object) => ValidateFunction {
  // Formats are annotations in 2020-12, and OpenAPI adds words of its own.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  ajv.addSchema({ $id: root, components: description.components ?? {} })
  return (schema) => ajv.compile({ ...pointed(schema), $id: `${root}${crypto.randomUUID()}` })
}

/** References within the document, which stand relative to its root, made absolute. */
function pointed(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/components/', `"$ref":"${root}#/components/`)
  return JSON.parse(text) as object
}
