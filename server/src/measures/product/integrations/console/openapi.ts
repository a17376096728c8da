/** What of an OpenAPI 3.1 document these screens read. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
}

interface DescribedOperation {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly unknown[]
  readonly 'x-permission': string
  readonly 'x-step-up'?: boolean
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly permission: string
  readonly stepUp: boolean
  readonly parameters: readonly Parameter[]
  /** Media type and shape of the body; null: none is sent. */
  readonly body: { readonly mediaType: string; readonly schema: Schema | null } | null
  /** What the address is about: its first part behind the version. */
  readonly group: string
}

/** Every operation, in the order of the document. */
export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): Operation => {
      const [mediaType, content] = Object.entries(each.requestBody?.content ?? {})[0] ?? []
      return {
        id: each.operationId,
        method: method.toUpperCase(),
        path,
        summary: each.summary,
        permission: each['x-permission'],
        stepUp: each['x-step-up'] === true,
        parameters: each.parameters,
        body: mediaType === undefined ? null : { mediaType, schema: content?.schema ?? null },
        group: groupOf(path),
      }
    }),
  )
}

/** `/api/v1/organisations/{organisation}/people/…` is about people, `/log/key` about log. */
function groupOf(path: string): string {
  const parts = path
    .replace(/^\/api\/v\d+/, '')
    .split('/')
    .filter(Boolean)
  const named = parts.filter((part) => !part.startsWith('{'))
  return (parts[0] === 'organisations' ? named[1] : named[0]) ?? named[0] ?? 'page'
}

const depthMax = 6

/** A value of this shape to begin with: defaults and first choices, names where somebody must fill in. */
export function exampleOf(schema: Schema, depth = 0): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const variant = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (variant) return exampleOf(variant, depth)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'object':
      return depth >= depthMax
        ? {}
        : Object.fromEntries(
            Object.entries(schema.properties ?? {})
              .filter(([name]) => schema.required?.includes(name))
              .map(([name, property]) => [name, exampleOf(property, depth + 1)]),
          )
    case 'array':
      return schema.items && depth < depthMax ? [exampleOf(schema.items, depth + 1)] : []
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return schema.format === 'uuid' ? '00000000-0000-0000-0000-000000000000' : ''
  }
}

/** The address with its places filled in; empty queries are left out. */
export function addressOf({ path, parameters }: Operation, values: Readonly<Record<string, string>>): string {
  const filled = path.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const query = new URLSearchParams(
    parameters.flatMap(({ name, in: place }) =>
      place === 'query' && (values[name] ?? '') !== '' ? [[name, values[name] as string]] : [],
    ),
  ).toString()
  return query === '' ? filled : `${filled}?${query}`
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The same call for a shell; the token is left to whoever runs it. */
export function curlOf(operation: Operation, origin: string, address: string, body: string): string {
  const parts = ['curl', ...(operation.method === 'GET' ? [] : ['-X', operation.method])]
  if (operation.permission !== 'public' || operation.path.includes('/events'))
    parts.push('-H', '"Authorization: Bearer $TOKEN"')
  if (operation.body && body !== '')
    parts.push('-H', quoted(`Content-Type: ${mediaTypeOf(operation)}`), '--data-binary', quoted(body))
  return [...parts, quoted(origin + address)].join(' ')
}

/** What a body is sent as. */
export const mediaTypeOf = ({ body }: Operation): string =>
  body === null || body.mediaType === '*/*' ? 'application/json' : body.mediaType
