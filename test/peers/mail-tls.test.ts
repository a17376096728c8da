import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MailAnswer } from '../../server/src/platform/mail/mail-answer.ts'
import { openMailServer, type MailSettings } from '../../server/src/platform/mail/mail-server.ts'
import { account, prepareExim, type Exim } from './mail/exim.ts'
import { makeAuthority, rsa } from './tls/authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-mail-tls-'))
const at = (name: string) => join(folder, name)
const running: Exim[] = []
let good: Exim
let wrongName: Exim
let plain: Exim

beforeAll(async () => {
  // Exim's own user passes through.
  chmodSync(folder, 0o755)
  for (const name of ['authority', 'good', 'wrong-name', 'plain']) mkdirSync(at(name))
  const authority = makeAuthority(at('authority'))
  const issue = (name: string) => authority.issue(name, { name, key: rsa(2048) })
  const start = async (exim: Exim) => {
    running.push(exim)
    await exim.start()
    return exim
  }
  good = await start(
    await prepareExim({ folder: at('good'), certificate: issue('localhost'), onlyAccount: true }),
  )
  wrongName = await start(await prepareExim({ folder: at('wrong-name'), certificate: issue('other.test') }))
  plain = await start(await prepareExim({ folder: at('plain') }))
  writeFileSync(at('password'), `${account.password}\n`)
  writeFileSync(at('wrong-password'), 'so-nicht-geheim\n')
})

afterAll(async () => {
  for (const exim of running) await exim.kill9()
  rmSync(folder, { recursive: true, force: true })
})

let sent = 0

async function send(settings: Partial<MailSettings>): Promise<MailAnswer> {
  const base = {
    from: 'trust@example.com',
    host: 'localhost',
    port: good.port,
    security: 'starttls',
  } as const
  const signIn = { username: account.username, passwordFile: 'password' }
  const own = { authorityFile: 'authority/root.pem' }
  const server = await openMailServer({ ...base, ...signIn, ...own, ...settings }, folder)
  const message = {
    subject: 'x',
    text: 'x',
    html: '<p>x</p>',
    language: 'de',
    messageId: `${sent++}@example.com`,
  }
  const from = { name: 'Trust', address: base.from }
  return server.send({ from, to: 'zoe@example.org', ...message }, AbortSignal.timeout(30_000))
}

const withoutAccount = { username: undefined, passwordFile: undefined } as unknown as Partial<MailSettings>
const withoutAuthority = { authorityFile: undefined } as unknown as Partial<MailSettings>

it('signs in and sends over STARTTLS with an own authority', async () => {
  expect(await send({})).toEqual({ kind: 'sent' })
  await expect.poll(() => good.delivered().length).toBe(1)
  expect(good.log()).toMatch(/P=esmtpsa X=TLS1\.[23]:\S+ .*A=plain:nachweis/)
})

it('sends over TLS from the start', async () => {
  expect(await send({ security: 'tls', port: good.tlsPort })).toEqual({ kind: 'sent' })
})

it.each([
  ['an authority that nobody named', () => withoutAuthority, /no trusted encrypted connection.*certificate/],
  [
    'another name in the certificate',
    () => ({ port: wrongName.port }),
    /no trusted encrypted.*(altnames|name)/i,
  ],
  ['no encryption offered', () => ({ port: plain.port }), /no trusted encrypted connection/],
  [
    'a plain server where TLS is expected',
    () => ({ port: plain.port, security: 'tls' as const }),
    /mail server/,
  ],
])('sends nothing over a wire with %s', async (_, settings, reason) => {
  const answer = await send(settings())
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(reason) })
  expect(wrongName.delivered()).toEqual([])
  expect(plain.delivered()).toEqual([])
  for (const { log } of [good, wrongName, plain]) expect(log()).not.toContain(account.password)
})

it('waits after a wrong password, and tells nobody which', async () => {
  const answer = await send({ passwordFile: 'wrong-password' })
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/sign-in .* 535/) })
  expect(JSON.stringify(answer)).not.toMatch(/so-nicht/)
})

it('takes a server that wants a sign-in we do not have as refusing this message only in its own words', async () => {
  expect(await send(withoutAccount)).toEqual({
    kind: 'refused',
    permanent: true,
    reason: '550 sign in first',
  })
})

it('does not send without the sign-in that was configured, when the server offers none', async () => {
  const answer = await send({ port: plain.port, security: 'none' })
  expect(answer.kind).toBe('unreachable')
  expect(plain.delivered()).toEqual([])
})
