import { request } from 'node:http'
import pg from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import type { Caller } from '../../server/src/engine/identity/probe/caller.ts'
import { enterPassword, requireDone, totpCode } from '../../server/src/engine/identity/probe/sign-in.ts'
import { until, verify, withoutBrowser } from '../harness/operate.ts'
import { startPostgres } from '../harness/postgres.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { browserFor, goodPassword, mailedLink, makeCustomer, setUpOwner } from '../harness/signed-in.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function start(databaseUrl: string | null): Promise<RunningServer> {
  const server = await startServer({ environment: withoutBrowser, databaseUrl })
  cleanups.push(() => server.stop())
  return server
}

const meOf = async (caller: Caller) => (await caller.call('GET', '/api/v1/me')).status

describe('10,000 sign-ins a minute', () => {
  const attemptsPerSecond = 10_000 / 60
  const attempts = 1_000
  const answerMs = 30_000
  /** No bar of speed, which a busy machine would miss: the sign that nobody waits behind the flood. */
  const servedMsMax = 2_000

  interface Attempted {
    readonly status: number
    readonly retryAfter: string | undefined
  }

  /** One guess from an address of its own. */
  function guess(server: RunningServer, n: number, email: string): Promise<Attempted> {
    const body = JSON.stringify({ email, password: `Falsch-geraten-${n}` })
    return new Promise((resolve, reject) => {
      const sending = request(
        `${server.baseUrl}/api/v1/sign-in/password`,
        {
          method: 'POST',
          agent: false,
          timeout: answerMs,
          localAddress: `127.77.${Math.floor(n / 250)}.${(n % 250) + 1}`,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (answer) => {
          answer.resume()
          const retryAfter = answer.headers['retry-after']
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, retryAfter }))
        },
      )
      sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
      sending.on('error', reject)
      sending.end(body)
    })
  }

  test('are refused or told when to come back, while everybody who is signed in goes on and the victim gets in', async () => {
    const server = await start(null)
    const owner = await setUpOwner(server)
    const victim = await makeCustomer(server, owner.caller, 'Eins', 'opfer@eins.example')
    let over = false
    const served: { status: number; ms: number }[] = []
    const reading = (async () => {
      while (!over) {
        const begin = performance.now()
        served.push({ status: await meOf(owner.caller), ms: performance.now() - begin })
      }
    })()
    const guesses: Promise<Attempted>[] = []
    const begin = performance.now()
    for (let n = 0; n < attempts; n++) {
      const due = begin + (n * 1000) / attemptsPerSecond
      const early = due - performance.now()
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
      guesses.push(guess(server, n, n % 2 === 0 ? victim.email : `nobody-${n}@eins.example`))
    }
    // From the browser that the account knows, in the middle of it: neither slowed nor locked out.
    await requireDone(victim.caller.call('POST', '/api/v1/sign-out', {}))
    expect((await enterPassword(victim.caller, victim)).body).toEqual({ next: 'done' })
    const answered = await Promise.all(guesses)
    over = true
    await reading
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([401, 429, 503]))
    for (const { status, retryAfter } of answered)
      if (status !== 401) expect(Number(retryAfter)).toBeGreaterThan(0)
    expect(new Set(served.map(({ status }) => status))).toEqual(new Set([200]))
    const times = served.map(({ ms }) => ms).toSorted((a, b) => a - b)
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(servedMsMax)
  }, 80_000)
})

describe.skipIf(inject('postgresUrl') === null)('a database that goes away during sign-in', () => {
  const browsersAtOnce = 4
  const seenBefore = 4
  const backMs = 30_000

  test('is said clearly, leaves nothing half done, and sessions go on when it is back', async () => {
    const database = await startPostgres({ fsync: true })
    cleanups.push(() => database.stop())
    const server = await start(database.url('postgres'))
    const owner = await setUpOwner(server)
    const somebody = await makeCustomer(server, owner.caller, 'Eins', 'admin@eins.example')
    const pending = browserFor(server)
    expect((await enterPassword(pending, owner)).body).toEqual({ next: 'second-factor' })
    const refusals: string[] = []
    const signedIn: Caller[] = []
    let over = false
    const loops = Array.from({ length: browsersAtOnce }, async () => {
      while (!over) {
        const browser = browserFor(server)
        const { status, reason, body } = await enterPassword(browser, somebody)
        if (status === 200) signedIn.push(browser)
        else refusals.push(`${status} ${reason} ${String(body['detail'])}`)
      }
    })
    await until('some are signed in', async () => signedIn.length >= seenBefore)
    await database.kill9()
    const code = await totpCode(owner.enrolled!.totpSecret, Date.now())
    const late = await pending.call('POST', '/api/v1/sign-in/totp', { code })
    const away = await owner.caller.call('GET', '/api/v1/me')
    await until('a sign-in was refused', async () => refusals.length > 0)
    await database.restart()
    const ready = async () => (await owner.caller.call('GET', '/readyz')).status === 200
    await until('the server is ready again', ready, backMs)
    over = true
    await Promise.all(loops)

    expect(late).toMatchObject({ status: 503, reason: 'database-unavailable' })
    expect(away).toMatchObject({ status: 503, reason: 'database-unavailable' })
    for (const refusal of new Set(refusals))
      expect(refusal).toMatch(/^503 database-unavailable The database cannot be reached/)
    // Nothing lost: whoever was let in before, during or after is in; and the code was not used up.
    for (const browser of [owner.caller, somebody.caller, ...signedIn]) expect(await meOf(browser)).toBe(200)
    expect((await pending.call('POST', '/api/v1/sign-in/totp', { code })).body).toEqual({ next: 'done' })
    expect(await countsOf(database.url('postgres'), somebody.personId)).toEqual({ halves: 0 })
    expect((await verify(server, null)).problems).toEqual([])
  }, 120_000)

  /** Sessions of this person without their entry in the activity, or entries without their session. */
  async function countsOf(url: string, person: string): Promise<object> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      const { rows } = await client.query(
        `select abs((select count(*) from identity.session where person_id = $1)
          - (select count(*) from identity.activity where person_id = $1 and type = 'identity.signed-in'))::int as halves`,
        [person],
      )
      return rows[0] as object
    } finally {
      await client.end()
    }
  }
})

describe('one mailbox in many spellings', () => {
  test('is invited once, and becomes one account, whatever comes at the same moment', async () => {
    const server = await start(null)
    const owner = await setUpOwner(server)
    const one = await makeCustomer(server, owner.caller, 'Eins', 'admin@eins.example')
    const other = await makeCustomer(server, owner.caller, 'Zwei', 'admin@zwei.example')
    const invite = ({ caller, organisation }: typeof one, email: string) =>
      caller.call('POST', `/api/v1/organisations/${organisation}/people`, {
        name: 'Dora Doppelt',
        email,
        roles: ['member'],
      })
    const spellings = [
      'dora@firma.example',
      'DORA@FIRMA.EXAMPLE',
      ' Dora@firma。example ',
      'dora@ｆｉｒｍａ.example',
    ]
    const invited = await Promise.all(spellings.map((spelling) => invite(one, spelling)))
    expect(invited.map(({ status, reason }) => `${status} ${reason}`).toSorted()).toEqual([
      '200 null',
      ...Array.from({ length: 3 }, () => '409 email-in-use'),
    ])
    // Cyrillic letters: refused before the @, another domain behind it.
    expect((await invite(one, 'dоra@firma.example')).reason).toBe('email-malformed')
    expect((await invite(one, 'dora@firmа.example')).status).toBe(200)
    const first = await mailedLink(owner.caller, 'dora@firma.example', 'invitation')
    expect((await invite(other, 'Dora@Firma.Example')).status).toBe(200)
    const second = await mailedLink(owner.caller, 'dora@firma.example', 'invitation')
    expect(second).not.toBe(first)
    const accepted = await Promise.all(
      [first, second].map((secret) =>
        browserFor(server).call('POST', '/api/v1/invitation/accept', {
          secret,
          name: 'Dora Doppelt',
          language: 'de',
          password: goodPassword,
        }),
      ),
    )
    expect(accepted.map(({ status, reason }) => `${status} ${reason}`).toSorted()).toEqual([
      '200 null',
      '409 account-exists',
    ])
    for (const spelling of ['DORA@firma.example', 'dora@ｆｉｒｍａ.example'])
      expect(
        (await enterPassword(browserFor(server), { email: spelling, password: goodPassword })).status,
      ).toBe(200)
  }, 80_000)
})
