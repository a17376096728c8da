import { beforeAll, expect, test, vi } from 'vitest'
import { flipped, newLog, type Log } from '../../test/installation.ts'
import { utf8, type Bytes } from '../bytes.ts'
import { verifySteps, type Step } from './verify-steps.ts'

let log: Log
let resources: Map<string, Bytes>
let id: string
beforeAll(async () => {
  log = await newLog()
  resources = await log.publish()
  id =
    [...resources.keys()]
      .find((path) => path.startsWith('/evidence/'))
      ?.slice('/evidence/'.length, -'.json'.length) ?? ''
})

async function steps(
  spoiled: ReadonlyMap<string, Bytes>,
  claim = 'tls/versions',
  language: 'de' | 'en' = 'en',
) {
  const get = async (path: string) => {
    const bytes = spoiled.get(path)
    if (!bytes) throw new Error(`${path}: 404`)
    return bytes
  }
  const seen: Step[] = []
  for await (const step of verifySteps(get, id, claim, language)) seen.push(step)
  return seen
}

test('four steps in words, in both languages', async () => {
  const english = await steps(resources)
  expect(english.map(({ ok }) => ok)).toEqual([true, true, true, true])
  expect(english[1]?.text).toBe(
    `Both signatures verify: trust.example.test/log signed a log of ${log.entries.length} entries at 2026-05-01 09:00:02 UTC.`,
  )
  expect(english[3]?.text).toBe(
    'The record is about this claim. Verdict of 2026-05-01 09:00 UTC: the claim holds. Seen & checked',
  )
  const german = await steps(resources, 'tls/versions', 'de')
  expect(german[3]?.text).toContain('die Aussage gilt. Gesehen & geprüft')
})

test('a record about another claim is refused', async () => {
  const last = (await steps(resources, 'backups/restores', 'de')).at(-1)
  expect(last).toEqual({
    ok: false,
    text: `Die Prüfung ist gescheitert (/evidence/${id}.json, record): the record is about “tls/versions”, not “backups/restores”`,
  })
})

test('any flipped byte is refused, and where is said', async () => {
  const path = `/evidence/${id}.json`
  const bytes = resources.get(path) as Bytes
  for (let at = 0; at < bytes.length; at++) {
    const last = (await steps(new Map(resources).set(path, flipped(bytes, at)))).at(-1)
    expect(last?.ok, `byte ${at}`).toBe(false)
    expect(last?.text).toContain(path)
  }
})

test('missing and foreign keys are refused', async () => {
  const cut = new Map(resources)
  cut.delete('/log/key')
  expect((await steps(cut)).at(-1)?.text).toBe('The verification failed (/log/key): /log/key: 404')
  const foreign = await (await newLog()).publish()
  expect((await steps(new Map(resources).set('/log/key', foreign.get('/log/key') as Bytes))).at(-1)?.ok).toBe(
    false,
  )
  expect((await steps(new Map(resources).set('/log/clock-key', utf8('x')))).at(-1)?.text).toContain(
    '(/log/clock-key)',
  )
})

test('a page without WebCrypto says so', async () => {
  vi.stubGlobal('crypto', {})
  const last = (await steps(resources)).at(-1)
  vi.unstubAllGlobals()
  expect(last).toEqual({
    ok: false,
    text: 'The signatures cannot be verified here: browsers offer that on https pages only.',
  })
})
