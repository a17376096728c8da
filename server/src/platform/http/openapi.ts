import { z } from 'zod'
import type { AnyRoute } from '../../kernel/route.ts'

const problem = {
  description: 'Refused: what happened and what to do (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** The routes as an OpenAPI 3.1 document, in the order given. */
export function openApi(routes: readonly AnyRoute[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes)
    (paths[route.path.replaceAll('+}', '}')] ??= {})[route.method] = operation(route)
  return {
    openapi: '3.1.0',
    info: { title: 'Nachweis', version: '1', description: 'A trust centre that proves itself.' },
    paths,
    components: {
      securitySchemes: { accessKey: { type: 'http', scheme: 'bearer', description: 'An access key nw_…' } },
      schemas: {
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
          },
          required: ['type', 'title', 'status', 'detail'],
        },
      },
    },
  }
}

function operation(route: AnyRoute): object {
  const isRaw = route.rawBytesMax !== undefined
  const body = route.method === 'get' || isRaw ? null : schemaOf(route.body, 'input')
  const hasBody = body !== null && Object.keys((body as { properties?: object }).properties ?? {}).length > 0
  return {
    operationId: route.name,
    summary: route.summary,
    security: securityOf(route),
    'x-permission': route.permission,
    ...(route.stepUp ? { 'x-step-up': true } : {}),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(isRaw ? { requestBody: { required: true, content: { [route.takes ?? '*/*']: {} } } } : {}),
    ...(hasBody
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: route.becomesSocket
      ? { '101': { description: 'Becomes a WebSocket (RFC 6455)' }, default: problem }
      : { '200': success(route), default: problem },
  }
}

function securityOf({ permission, ownCredentials, method }: AnyRoute): object[] {
  if (permission === 'public' && !ownCredentials) return []
  // Whoever asks what is possible may, but need not, say who it is.
  return method === 'options' ? [{}, { accessKey: [] }] : [{ accessKey: [] }]
}

function success(route: AnyRoute): object {
  if (route.produces !== undefined) return { description: 'Done', content: { [route.produces]: {} } }
  return {
    description: 'Done',
    content: { 'application/json': { schema: schemaOf(route.output, 'output') } },
  }
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, object>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
