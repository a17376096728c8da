import fc from 'fast-check'
import { canonicalJson } from 'nachweis-verify'
import { describe, expect, test } from 'vitest'
import { newToken } from '../../../identity/index.ts'
import { frameBytesMax } from './frames.ts'
import { readDraft } from './read-draft.ts'
import { universalTime } from './timestamps.ts'

const now = Date.UTC(2026, 10, 23, 14, 30, 0)
const bytesOf = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text) : text)
const read = (text: string | Buffer, at = now, truncated = false) =>
  readDraft({ bytes: bytesOf(text), truncated }, at, universalTime)
const body = (text: string | Buffer) => read(text).draft.body

describe('RFC 5424', () => {
  test('section 6.5, example 1', () => {
    const text = `<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick on /dev/pts/8`
    expect(read(text)).toEqual({
      token: null,
      draft: {
        at: Date.UTC(2003, 9, 11, 22, 14, 15, 3),
        key: null,
        body: {
          action: 'ID47',
          syslog: {
            facility: 'auth',
            severity: 'critical',
            version: 1,
            timestamp: '2003-10-11T22:14:15.003Z',
            hostname: 'mymachine.example.com',
            appname: 'su',
            msgid: 'ID47',
          },
          message: `'su root' failed for lonvick on /dev/pts/8`,
        },
      },
    })
  })

  test('section 6.5, examples 2 to 4', () => {
    expect(
      read(`<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time.`).draft,
    ).toMatchObject({
      at: Date.UTC(2003, 7, 24, 12, 14, 15),
      body: {
        syslog: { facility: 'local4', severity: 'notice', procid: '8710' },
        message: `%% It's time.`,
      },
    })
    const data = '[exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"]'
    const fields = { iut: '3', eventSource: 'Application', eventID: '1011' }
    expect(
      body(`<165>1 2003-10-11T22:14:15.003Z m e - ID47 ${data} \uFEFFAn application event`),
    ).toMatchObject({
      syslog: { structuredData: { 'exampleSDID@32473': fields } },
      message: 'An application event',
    })
    expect(
      body(`<165>1 2003-10-11T22:14:15.003Z m e - ID47 ${data}[examplePriority@32473 class="high"]`),
    ).toMatchObject({
      syslog: {
        structuredData: { 'exampleSDID@32473': fields, 'examplePriority@32473': { class: 'high' } },
      },
      message: '',
    })
  })

  test('escapes, repeated parameters, dangerous names', () => {
    const sent = body(String.raw`<13>1 - - - - - [x@1 a="\"\\\]\n" a="2"][__proto__ constructor="c"] m`)
    expect(JSON.parse(canonicalJson(sent))).toEqual(
      JSON.parse(
        String.raw`{"message":"m","syslog":{"facility":"user","severity":"notice","structuredData":{"__proto__":{"constructor":"c"},"x@1":{"a":["\"\\]\\n","2"]}},"version":1}}`,
      ),
    )
  })

  test.each(['[x', '[x a=b]', '[x a="b]', '[x a="b"]m', '-m', '[x a="b" ] [', 'm'])(
    'structured data %s: the header counts, the rest is the message',
    (data) => {
      const { syslog, message } = body(`<13>1 - host app - - ${data}`)
      expect(syslog).toMatchObject({ hostname: 'host', appname: 'app' })
      if (data === '[x a="b" ] [') expect(message).toBe('[')
      else
        expect({ message, syslog }).toMatchObject({
          message: data,
          syslog: { repaired: ['structured-data'] },
        })
    },
  )

  test('parameters with plain names are understood', () => {
    const text =
      '<13>1 - - shop - LOGIN [a@1 user="anna" action="login" outcome="failure" ip="192.0.2.7" tenant="Kunde 1"][b@1 ip="x" user="b"] m'
    expect(body(text)).toMatchObject({
      actor: 'anna',
      action: 'login',
      outcome: 'failure',
      address: '192.0.2.7',
      customer: 'Kunde 1',
    })
    expect(body('<13>1 - - - - - [a@1 ip="nowhere"] m')).not.toHaveProperty('address')
  })
})

describe('the token of a source', () => {
  const token = newToken('nwe')
  test('is taken out of structured data', () => {
    const sent = read(`<13>1 - - - - - [nachweis@32473 token="${token}"][a@1 b="c"] m`)
    expect(sent.token).toBe(token)
    expect(sent.draft.body['syslog']).toMatchObject({ structuredData: { 'a@1': { b: 'c' } } })
    expect(
      read(`<13>1 - - - - - [nachweis@32473 token="${token}" x="y"] m`).draft.body['syslog'],
    ).toMatchObject({
      structuredData: { 'nachweis@32473': { x: 'y' } },
    })
  })

  test.each([
    (word: string) => `<13>1 - - - - - [nachweis@32473 token="${word}"] sent with ${word}`,
    (word: string) => `<13>1 - - - - - [nachweis@32473 token="${word}`,
    (word: string) => `<13>Nov 23 14:00:00 host app: [nachweis@32473 token="${word}"]`,
    (word: string) => `[nachweis@32473 token="${word}"]`,
    (word: string) => `<13>1 - - - - - [nachweis@32473 token="${word}" token="${word}"] m`,
  ])('stands in no body (%#)', (text) => {
    expect(JSON.stringify(body(text(token)))).not.toContain(token)
  })

  test('two of them are none', () => {
    expect(read(`<13>1 - - - - - [nachweis@32473 token="${token}" token="${token}"] m`).token).toBe('')
  })
})

describe('RFC 3164 and what devices make of it', () => {
  test.each([
    [
      'the example of the RFC',
      `<34>Oct 11 22:14:15 mymachine su: 'su root' failed`,
      { hostname: 'mymachine', appname: 'su' },
      `'su root' failed`,
    ],
    [
      'a process id',
      '<13>Nov  3 01:02:03 web-1 nginx[812]: x',
      { hostname: 'web-1', appname: 'nginx', procid: '812' },
      'x',
    ],
    [
      'busybox and logger without a hostname',
      '<13>Nov  3 01:02:03 root: hello',
      { appname: 'root' },
      'hello',
    ],
    ['without a tag', '<13>Nov  3 01:02:03 web-1 hello world', { hostname: 'web-1' }, 'hello world'],
    [
      'an IPv6 address',
      '<13>Nov  3 01:02:03 2001:db8::1 app: x',
      { hostname: '2001:db8::1', appname: 'app' },
      'x',
    ],
    ['without a time', '<13>root: hello', { appname: 'root' }, 'hello'],
    [
      'a time of ISO 8601',
      '<13>2026-11-23T14:00:00.5+01:00 web-1 app: x',
      { hostname: 'web-1', appname: 'app' },
      'x',
    ],
    [
      'Cisco IOS',
      '<189>57: *Nov 23 14:00:00.123: %SYS-5-CONFIG_I: Configured from console',
      {
        facility: 'local7',
        severity: 'notice',
        msgid: 'SYS-5-CONFIG_I',
        structuredData: { meta: { sequenceId: '57' } },
      },
      '%SYS-5-CONFIG_I: Configured from console',
    ],
    [
      'Cisco IOS with its name, a year and a zone',
      '<189>57: sw-1: Nov 23 2026 14:00:00 UTC: %LINK-3-UPDOWN: down',
      { hostname: 'sw-1', msgid: 'LINK-3-UPDOWN' },
      '%LINK-3-UPDOWN: down',
    ],
    [
      'Cisco ASA',
      '<166>Nov 23 2026 14:00:00 asa-1 : %ASA-6-302013: Built',
      { hostname: 'asa-1', facility: 'local4' },
      ': %ASA-6-302013: Built',
    ],
    ['plain text', 'something happened: badly', {}, 'something happened: badly'],
    ['plain text with a priority beyond the table', '<999>x', {}, '<999>x'],
    ['RFC 5424 with half a header', '<13>1 2026-11-23T14:00:00Z web-1', {}, '1 2026-11-23T14:00:00Z web-1'],
    ['nothing but a priority', '<0>', { facility: 'kern', severity: 'emergency' }, ''],
  ])('%s', (_, text, syslog, message) => {
    const found = body(text)
    expect(found['message']).toBe(message)
    expect(found['syslog']).toMatchObject(syslog)
    for (const name of ['hostname', 'appname'])
      if (!(name in syslog)) expect(found['syslog']).not.toHaveProperty(name)
  })
})

describe('bytes', () => {
  test('what is no UTF-8 is replaced and told', () => {
    expect(body(Buffer.from('<13>a: caf\xe9', 'latin1'))).toMatchObject({
      message: 'caf\uFFFD',
      syslog: { repaired: ['utf-8'] },
    })
    expect(body('<13>a: café')['syslog']).not.toHaveProperty('repaired')
  })

  test('NUL is replaced and told; at the end it is none of the message', () => {
    expect(body('<13>a: b\0c\0\r\n')).toMatchObject({ message: 'b\uFFFDc', syslog: { repaired: ['nul'] } })
    expect(body('<13>a: b\0')['syslog']).not.toHaveProperty('repaired')
  })

  test('a cut through a character leaves no half of it', () => {
    const whole = Buffer.from('<13>a: caf\u00e9')
    expect(read(whole.subarray(0, -1), now, true).draft.body).toMatchObject({
      message: 'caf',
      syslog: { repaired: ['truncated'] },
    })
  })

  test('what JSON makes too long is cut', () => {
    const long = body(`<13>a: ${'\u0001'.repeat(frameBytesMax - 10)}`)
    expect(canonicalJson(long).length).toBeLessThanOrEqual(60 * 1024)
    expect(canonicalJson(long).length).toBeGreaterThan(55 * 1024)
    expect(long['syslog']).toMatchObject({ repaired: ['truncated'] })
    const data = body(`<13>1 - h a - - [x@1 user="${'\u0001'.repeat(30_000)}"] ${'m'.repeat(20_000)}`)
    expect(canonicalJson(data).length).toBeLessThanOrEqual(60 * 1024)
    expect(data['message']).toHaveLength(20_000)
  })
})

test('any bytes make an event that can be stored, quickly', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '<13>',
      '1 ',
      'Nov 23 14:00:00 ',
      '- ',
      '[a b="',
      '"]',
      '\\',
      ': ',
      '[',
      ']',
      '\0',
      '😀',
      ' rhost=',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      ' '.repeat(9_000),
      '['.repeat(9_000),
      'a:'.repeat(9_000),
      '\\"'.repeat(9_000),
      '9'.repeat(9_000),
    ),
  )
  const bytes = fc.tuple(fc.array(part, { maxLength: 12 }), fc.uint8Array({ maxLength: 4 }))
  fc.assert(
    fc.property(bytes, fc.boolean(), ([parts, tail], truncated) => {
      const all = Buffer.concat([Buffer.from(parts.join('')), tail]).subarray(0, frameBytesMax)
      const began = performance.now()
      const { draft } = readDraft({ bytes: all, truncated }, now)
      expect(performance.now() - began).toBeLessThan(1_000)
      expect(canonicalJson(draft.body).length).toBeLessThanOrEqual(60 * 1024)
    }),
  )
})
