import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, curlOf, exampleOf, operationsOf, type OpenApi } from './openapi.ts'

const file = join(import.meta.dirname, '../../../../../../docs/generated/openapi.json')
const operations = operationsOf(JSON.parse(readFileSync(file, 'utf8')) as OpenApi)
const named = (id: string) => operations.find((each) => each.id === id)!

test('every operation of our own document has a name of its own, a group and places that can be filled in', () => {
  expect(operations.length).toBeGreaterThan(100)
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  for (const operation of operations) {
    expect(operation.group).toMatch(/^[\w.-]+$/)
    const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, 'x']))
    expect(addressOf(operation, values)).not.toMatch(/[{}]/)
  }
})

test('an example has what is required, with defaults and first choices', () => {
  expect(
    exampleOf({
      type: 'object',
      required: ['name', 'role', 'n', 'list'],
      properties: {
        name: { type: 'string' },
        role: { enum: ['admin', 'member'] },
        n: { type: 'integer', minimum: 5 },
        list: { type: 'array', items: { anyOf: [{ type: 'boolean' }, { type: 'null' }] } },
        more: { type: 'string' },
      },
    }),
  ).toEqual({ name: '', role: 'admin', n: 5, list: [false] })
})

test('an address and its curl command carry what was typed, and nothing gets out of its quotes', () => {
  const operation = named('search-events')
  const address = addressOf(operation, { organisation: 'a/b c', q: "it's & more", limit: '' })
  expect(address).toBe('/api/v1/organisations/a%2Fb%20c/events?q=it%27s+%26+more')
  const sent = { ...operation, method: 'POST', body: { mediaType: 'application/json', schema: null } }
  expect(curlOf(sent, 'https://x.example', '/api', `{"a":"it's"}`)).toBe(
    `curl -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data-binary '{"a":"it'\\''s"}' 'https://x.example/api'`,
  )
})
