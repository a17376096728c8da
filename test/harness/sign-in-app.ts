import { identityEndpoints } from '../../server/src/engine/identity/endpoints/endpoints.ts'
import { storePassword } from '../../server/src/engine/identity/gate/set-password.ts'
import { identify } from '../../server/src/engine/identity/identify.ts'
import { hashPassword } from '../../server/src/engine/identity/passwords/hash.ts'
import { totpCode } from '../../server/src/engine/identity/probe/sign-in.ts'
import { minute } from '../../server/src/kernel/clock.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import { addPerson, type TestPerson } from './people.ts'
import type { TestPlatform } from './platform.ts'

/** The password of everybody here. */
export const rightPassword = 'Regen-Wolke-Himmel-4711'
const host = 'localhost:1'

/** What a call got back. */
export interface SignInAnswer {
  readonly status: number
  /** The stable word of a problem, else null. */
  readonly reason: string | null
  /** Seconds, or null. */
  readonly retryAfterS: number | null
  readonly body: Readonly<Record<string, unknown>>
}

/** A browser with cookies and an address of its own. */
export interface SignInBrowser {
  readonly jar: Map<string, string>
  call(method: string, path: string, body?: unknown): Promise<SignInAnswer>
  /** Another browser with the same cookies: a thief's. */
  copy(): SignInBrowser
}

/** Every route of identity behind the real application, where cookies alone say who calls. */
export function signInApp(platform: TestPlatform) {
  const app = createApp({
    endpoints: identityEndpoints(platform, []),
    identify: (request) => identify(platform, request),
    now: () => platform.clock.now(),
    proxyHops: 0,
    problemPage: () => null,
    telemetry: platform.telemetry,
  })
  const openBrowser = (address = '192.0.2.1', cookies: ReadonlyMap<string, string> = new Map()) => {
    const jar = new Map(cookies)
    const browser: SignInBrowser = {
      jar,
      copy: () => openBrowser(address, jar),
      async call(method, path, body) {
        const init = {
          method,
          headers: {
            host,
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/json',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }
        const env = { incoming: { socket: { remoteAddress: address } } }
        const response = await app.request(`http://${host}/api/v1${path}`, init, env)
        keep(jar, response.headers.getSetCookie())
        const parsed = (await response.json()) as Record<string, unknown>
        const retryAfter = response.headers.get('retry-after')
        return {
          status: response.status,
          reason: /^urn:nachweis:problem:(.+)$/.exec(String(parsed['type']))?.[1] ?? null,
          retryAfterS: retryAfter === null ? null : Number(retryAfter),
          body: parsed,
        }
      },
    }
    return browser
  }
  const hashed = hashPassword(rightPassword)
  /** Somebody who can sign in with `rightPassword`. */
  const settle = async (given: TestPerson = {}) => {
    const person = await addPerson(platform, given)
    const hash = await hashed
    await platform.database.transaction((tx) => storePassword(tx, person.id, hash, platform.clock.now()))
    return person
  }
  /** Signs in with the password; answers what comes next. */
  const enter = (browser: SignInBrowser, email: string, password = rightPassword) =>
    browser.call('POST', '/sign-in/password', { email, password })
  /** Sets up an authenticator app in a session; answers its secret and the recovery codes. */
  const addApp = async (browser: SignInBrowser) => {
    const { body } = await browser.call('POST', '/me/factors/totp', { label: 'Telefon' })
    const secret = String(body['secret'])
    const code = await totpCode(secret, platform.clock.now())
    const confirmed = await browser.call('POST', `/me/factors/totp/${String(body['id'])}/confirm`, { code })
    platform.clock.advance(minute)
    return { secret, recoveryCodes: confirmed.body['recoveryCodes'] as string[] }
  }
  const code = (secret: string) => totpCode(secret, platform.clock.now())
  return { openBrowser, settle, enter, addApp, code }
}

function keep(jar: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (line.includes('Max-Age=0')) jar.delete(name)
    else jar.set(name, value)
  }
}
