import { describe, expect, test } from 'vitest'
import { matches, type SearchedEvent } from './matches.ts'
import { parse } from './parse.ts'
import { resolve } from './resolve.ts'
import { context, names } from './testing/arbitrary.ts'
import { bodyText } from './words.ts'

const body = {
  message: 'User "Anna" logged\nin to C:\\new\\table; größe 5',
  http: { status: 500, 'user agent': 'curl/8.0' },
  'url.path': '/api/x y',
  tags: ['red', 'Green', ['deep']],
  rows: [{ n: 3 }, { n: 12, ok: true }],
  nothing: null,
  empty: [],
  version: '1.0',
}
const event: SearchedEvent = {
  id: '7339000000000000.12',
  organisation: names.customers[0]?.id ?? '',
  source: { id: names.sources[0]?.id ?? '' },
  dataType: 'traffic',
  purpose: 'billing',
  actor: 'Anna Müller',
  action: 'login',
  target: '/api/x y',
  session: null,
  outcome: 'failure',
  address: '10.1.2.3',
  flags: ['late'],
  body,
  text: bodyText(JSON.stringify(body)),
}

function isFound(written: string, found = event): boolean {
  const { query, problems } = parse(written, context)
  expect(problems).toEqual([])
  return matches(resolve(query, names), found)
}

const found = `
  anna | ANNA | Größe | größ* | "anna logged in" | "logged in to c new" | "in to" | user
  "anna logg"* | status | "status 500" | actor:"anna müller" | actor:ann* | actor:x,ANN*
  action:login | target:"/api/x y" | source:"WEB shop" | source:web* | customer:"kanzlei sommer"
  customer:${names.customers[0]?.id} | kunde:kanzlei* | type:Traffic | purpose:billing
  flag:late,future | outcome:success,failure | -outcome:success | ip:10.0.0.0/8 | ip:::1,10.1.2.3
  id:1.1,7339000000000000.12 | actor:* | -session:* | ip:* | flag:* | outcome:* | type:*
  nosuch OR anna | -(nosuch anna) | body.http.status:500 | body.http.status:5e2
  body.http.status:5* | body."http.user agent":curl* | body.url.path:"/API/x y" | body.tags:green
  body.tags:deep | body.tags.1:green | body.rows.n:12 | body.rows.n:>10 | body.rows.n:<=3
  body.rows.0.n:3 | body.rows.ok:true | body.rows:* | body.nothing:null | -body.nothing:*
  -body.empty:* | body.version:1.0 | body.http:* | body.http.status:*
`
const notFound = `
  ann | nin | "ann logg"* | new_table | "anna in" | "in logged" | größ | sommer | -anna | ew* | "table 5"
  actor:anna | actor:müller | session:x | session:* | source:telefon | source:nosuch
  customer:"kanzlei winter" | type:contract | flag:future | outcome:success | ip:11.0.0.0/8
  ip:::/0 | id:7339000000000000.13 | -actor:* | body.http.status:50 | body.http.status:>500
  body.HTTP.status:500 | body.status:500 | body.tags.0:green | body.rows.n:>12 | body.rows.1.n:3
  body.version:1 | body.version:>0 | body.http:500 | body.tags.length:* | body.constructor:*
  body.http.status.toString:* | anna nosuch | nosuch OR other
`

/** Queries between bars. */
const listed = (queries: string) => queries.split(/\s*[|\n]\s*/).filter((written) => written !== '')

describe('an event is found by', () => {
  test.each(['', ...listed(found)])('%s', (written) => expect(isFound(written)).toBe(true))
})

describe('an event is not found by', () => {
  test.each(listed(notFound))('%s', (written) => expect(isFound(written)).toBe(false))

  test('a query with problems', () => {
    expect(matches(resolve(parse('actr:x', context).query, names), event)).toBe(false)
  })
})

test('a path of numbers into nested lists is followed once', () => {
  const nested = JSON.parse(`${'['.repeat(60)}1${']'.repeat(60)}`)
  const start = performance.now()
  expect(isFound(`body.a.${'0.'.repeat(30)}0:1`, { ...event, body: { a: nested } })).toBe(true)
  expect(performance.now() - start).toBeLessThan(1_000)
})

test('words beyond 64 characters are the same where their beginnings are', () => {
  const long = { ...event, text: bodyText(`{"a":"${'x'.repeat(80)}"}`) }
  expect(isFound('x'.repeat(70), long)).toBe(true)
  expect(isFound('x'.repeat(63), long)).toBe(false)
  expect(isFound(`${'x'.repeat(63)}*`, long)).toBe(true)
})
