import { factorEndpoints } from '../../server/src/engine/identity/endpoints/factors.ts'
import {
  softwareAuthenticator,
  type SoftwareAuthenticator,
} from '../../server/src/engine/identity/factors/software-authenticator.ts'
import { totpCode } from '../../server/src/engine/identity/probe/sign-in.ts'
import { identify } from '../../server/src/engine/identity/identify.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import type { AddedPerson } from './people.ts'
import type { TestPlatform } from './platform.ts'

/** Where the test platform's own listener would be, by a name that passkeys accept. */
export const factorOrigin = 'http://localhost:1'

/** All that the routes of the own factors answer with; each fills what it has. */
export interface FactorAnswer {
  readonly status: number
  readonly type: string
  readonly detail: string
  readonly id: string
  readonly secret: string
  readonly options: Parameters<SoftwareAuthenticator['create']>[0]
  readonly recoveryCodes: string[] | null
}

export type FactorCalls = ReturnType<typeof factorCalls>

/** The routes of the own factors, called as a browser of the person does; its cookies are kept. */
export function factorCalls(platform: TestPlatform) {
  const app = createApp({
    endpoints: factorEndpoints(platform),
    identify: (request) => identify(platform, request),
    now: () => platform.clock.now(),
    proxyHops: 0,
    problemPage: () => null,
    telemetry: platform.telemetry,
  })
  const send = async (
    { browser: { jar } }: AddedPerson,
    method: string,
    path: string,
    body?: unknown,
    host = new URL(factorOrigin).host,
  ): Promise<FactorAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(`http://${host}/api/v1/me/factors${path}`, {
      method,
      headers: { cookie, host, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.status, ...((await response.json()) as object) } as FactorAnswer
  }
  const code = (secret: string) => totpCode(secret, platform.clock.now())
  return {
    send,
    code,
    /** Sets up an authenticator app; answers its confirmation with id and secret. */
    async addTotp(person: AddedPerson): Promise<FactorAnswer> {
      const { id, secret } = await send(person, 'POST', '/totp', { label: 'Telefon' })
      const confirmed = await send(person, 'POST', `/totp/${id}/confirm`, { code: await code(secret) })
      return { ...confirmed, id, secret }
    },
    /** Sets up a passkey of an authenticator in memory. */
    async addPasskey(
      person: AddedPerson,
      device = softwareAuthenticator(factorOrigin),
    ): Promise<FactorAnswer> {
      const { options } = await send(person, 'POST', '/passkeys/options')
      return send(person, 'POST', '/passkeys', { label: 'Laptop', credential: device.create(options) })
    },
  }
}

/** What a refusal looks like. */
export const refusal = (status: number, reason: string) => ({
  status,
  type: `urn:nachweis:problem:${reason}`,
})
