import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openApi } from '../../platform/http/openapi.ts'
import { identityRoutes } from './endpoints/endpoints.ts'

/** What a hint at a password, or a question with a known answer, would be called (ASVS 6.4.2). */
const reminder = /hint|question|reminder|maiden|(?:secret|security)[-_]?answer|frage|merksatz/i

const sources = (pattern: string) =>
  globSync(pattern, { cwd: import.meta.dirname }).map((path) =>
    readFileSync(join(import.meta.dirname, path), 'utf8'),
  )

/** The names of all parameters and of all properties, however deep. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(namesIn)
  const { properties, name, in: place, ...rest } = schema as Record<string, unknown>
  const own = typeof place === 'string' ? [String(name)] : []
  const inner = typeof properties === 'object' && properties !== null ? properties : {}
  return [...own, ...Object.keys(inner), ...namesIn([Object.values(inner), Object.values(rest)])]
}

it.each([
  ['request and answer', () => namesIn(openApi(identityRoutes)), ['email', 'password', 'recoveryCodes']],
  [
    'form',
    () =>
      sources('console/*.tsx').flatMap((text) =>
        [...text.matchAll(/\bname="([^"]+)"/g)].map(([, name = '']) => name),
      ),
    ['email', 'password', 'code'],
  ],
  [
    'table',
    () => sources('migrations/*.sql').flatMap((text) => text.replace(/--.*$/gm, '').match(/\w+/g) ?? []),
    ['email', 'hash', 'sealed_secret'],
  ],
] as const)('no %s has a field for a hint at a password or a secret question', (_, read, known) => {
  const names = read()
  for (const name of known) expect(names).toContain(name)
  expect(names.filter((name) => reminder.test(name))).toEqual([])
})
