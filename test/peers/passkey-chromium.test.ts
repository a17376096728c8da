import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  passkeyAuthentication,
  passkeyRegistration,
} from '../../server/src/engine/identity/contract/passkey-shapes.ts'
import {
  authenticationOptions,
  verifyAuthentication,
} from '../../server/src/engine/identity/factors/passkey-authentication.ts'
import {
  registrationOptions,
  verifyRegistration,
} from '../../server/src/engine/identity/factors/passkey-registration.ts'
import { findChromium } from '../../server/src/platform/browser/find-chromium.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { migrate } from '../../server/src/platform/database/migrate.ts'
import { scratchDatabase } from '../harness/databases.ts'
import { addPasskeyDevice, type PasskeyDevice } from '../harness/passkey-browser.ts'
import { addPerson } from '../harness/people.ts'
import { testPlatform, type TestPlatform } from '../harness/platform.ts'

const migrations = new URL('../../server/src/engine/identity/migrations/', import.meta.url)
const cleanups: (() => Promise<unknown>)[] = []
let platform: TestPlatform
let browser: Browser
let page: Page
let device: PasskeyDevice
let rp: { id: string; name: string; origins: string[] }

beforeAll(async () => {
  const scratch = await scratchDatabase('embedded')
  const database = await openDatabase(scratch)
  await migrate(database, [{ name: 'identity', migrations }])
  platform = await testPlatform(database)
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end('<!doctype html><title>page</title>')
  })
  await new Promise<void>((resolve) => void server.listen(0, resolve))
  const executablePath = await findChromium({ chromium: null, path: ['/usr/bin'] })
  if (executablePath === null) throw new Error('Chromium is not installed: apt-get install chromium')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const { port } = server.address() as AddressInfo
  rp = { id: 'localhost', name: 'Test', origins: [`http://localhost:${port}`] }
  cleanups.push(
    scratch.drop,
    () => database.close(),
    async () => server.close(),
    () => browser.close(),
  )
  page = await browser.newPage()
  await page.goto(rp.origins[0] as string)
  device = await addPasskeyDevice(page)
})
afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

/** What the page gets from the browser for our options, as JSON; or the name of its error. */
const inPage = (ceremony: 'create' | 'get', options: object) =>
  page.evaluate(
    async ([kind, json]) => {
      // The page's own world, of which this package's types know nothing.
      // oxlint-disable-next-line typescript/no-explicit-any
      const world = globalThis as any
      const parse = kind === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON'
      try {
        const publicKey = world.PublicKeyCredential[parse](json)
        return (await world.navigator.credentials[kind]({ publicKey })).toJSON() as object
      } catch (error) {
        return (error as Error).name
      }
    },
    [ceremony, options] as const,
  )

const signIn = async (personId: string | null) => {
  const options = await authenticationOptions(platform.database.reader, rp, personId)
  const response = passkeyAuthentication.parse(await inPage('get', options))
  const given = { rp, personId, response, expectedChallenge: options.challenge, now: platform.clock.now() }
  return platform.database.transaction((tx) => verifyAuthentication(tx, given))
}

test('Chromium makes a passkey that proves its owner, once a challenge, and only while it has it', async () => {
  const person = await addPerson(platform)
  const options = await registrationOptions(platform.database.reader, rp, person)
  const response = passkeyRegistration.parse(await inPage('create', options))
  const registration = { rp, personId: person.id, label: 'Laptop', response, now: platform.clock.now() }
  const { id } = await platform.database.transaction((tx) =>
    verifyRegistration(tx, { ...registration, expectedChallenge: options.challenge }),
  )
  expect(await device.count()).toBe(1)
  // The same device is not offered again.
  const again = await registrationOptions(platform.database.reader, rp, person)
  expect(await inPage('create', again)).toBe('InvalidStateError')

  expect(await signIn(null)).toEqual({ personId: person.id, passkeyId: id, userVerified: true })
  expect(await signIn(person.id)).toEqual({ personId: person.id, passkeyId: id, userVerified: true })

  await device.recognise(false)
  expect(await inPage('get', await authenticationOptions(platform.database.reader, rp, null))).toBe(
    'NotAllowedError',
  )
  await device.recognise(true)
  await device.lose()
  device = await addPasskeyDevice(page)
  expect(await device.count()).toBe(0)
  const short = { ...(await authenticationOptions(platform.database.reader, rp, person.id)), timeout: 500 }
  expect(await inPage('get', short)).toBe('NotAllowedError')
})
