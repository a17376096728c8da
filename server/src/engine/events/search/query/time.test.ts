import { describe, expect, test } from 'vitest'
import { parse } from './parse.ts'
import { print } from './print.ts'

const berlin = { now: Date.parse('2026-11-23T14:25:00Z'), zone: 'Europe/Berlin' }

function read(written: string, context = berlin): [string | null, string | null] {
  const { from, to, query, problems } = parse(written, context)
  expect(problems).toEqual([])
  expect(query).toBeNull()
  const moment = (ms: number | null) =>
    ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z')
  return [moment(from), moment(to)]
}

describe('times', () => {
  test.each([
    ['time:30m', '2026-11-23T13:55:00Z', null],
    ['zeit:24h', '2026-11-22T14:25:00Z', null],
    ['time:7d', '2026-11-16T14:25:00Z', null],
    ['time:2w', '2026-11-09T14:25:00Z', null],
    ['time:7d..1d', '2026-11-16T14:25:00Z', '2026-11-22T14:25:00Z'],
    ['time:today', '2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z'],
    ['time:Heute', '2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z'],
    ['time:gestern', '2026-11-21T23:00:00Z', '2026-11-22T23:00:00Z'],
    ['time:yesterday..now', '2026-11-21T23:00:00Z', '2026-11-23T14:25:00Z'],
    ['time:2026-11-20', '2026-11-19T23:00:00Z', '2026-11-20T23:00:00Z'],
    ['time:2026-11-01..2026-11-23', '2026-10-31T23:00:00Z', '2026-11-23T23:00:00Z'],
    ['time:2026-11-01..', '2026-10-31T23:00:00Z', null],
    ['time:..2026-11-01', null, '2026-11-01T23:00:00Z'],
    ['time:>2026-11-20T10:00', '2026-11-20T09:00:00Z', null],
    ['time:<2026-11-20T10:00:30', null, '2026-11-20T09:00:30Z'],
    ['time:>2026-11-20', '2026-11-20T23:00:00Z', null],
    ['time:>=2026-11-20', '2026-11-19T23:00:00Z', null],
    ['time:<2026-11-20', null, '2026-11-19T23:00:00Z'],
    ['time:<=2026-11-20', null, '2026-11-20T23:00:00Z'],
    ['time:2026-11-20T10:00', '2026-11-20T09:00:00Z', '2026-11-20T09:01:00Z'],
    ['time:2026-11-20T10:00:00', '2026-11-20T09:00:00Z', '2026-11-20T09:00:01Z'],
    ['time:>2026-11-20T10:00Z', '2026-11-20T10:00:00Z', null],
    ['time:>2026-11-20T10:00-02:30', '2026-11-20T12:30:00Z', null],
    ['time:24h time:<2026-11-23', '2026-11-22T14:25:00Z', '2026-11-22T23:00:00Z'],
    ['time:24h time:7d', '2026-11-22T14:25:00Z', null],
  ])('%s', (written, from, to) => {
    expect(read(written ?? '')).toEqual([from, to])
  })

  test.each([
    ...'2026-02-30 2026-13-01 2026-11-20T24:00 2026-11-20T10:60 1969-12-31 0020-01-01'.split(' '),
    ...'24x .. > >.. 1234567d constructor 2026-11-1'.split(' '),
  ])('%s is none', (written) => {
    expect(parse(`time:${written}`, berlin).problems.map(({ message }) => message.en)).toEqual([
      expect.stringMatching(/not a time/),
    ])
  })

  test('of a zone that nobody knows', () => {
    const { problems } = parse('time:24h', { now: 0, zone: 'Europe/Atlantis' })
    expect(problems.map(({ message }) => message.en)).toEqual(['There is no time zone “Europe/Atlantis”.'])
  })
})

describe('days when the clocks change', () => {
  test('have 25 and 23 hours', () => {
    expect(read('time:2026-10-25')).toEqual(['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'])
    expect(read('time:2026-03-29')).toEqual(['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'])
  })

  test('an hour that comes twice is the first one, a skipped one is as much later', () => {
    expect(read('time:>2026-10-25T02:30')).toEqual(['2026-10-25T00:30:00Z', null])
    expect(read('time:>2026-03-29T02:30')).toEqual(['2026-03-29T01:30:00Z', null])
  })

  test('a day may begin at one o’clock, or be far from UTC', () => {
    const beirut = { now: berlin.now, zone: 'Asia/Beirut' }
    expect(read('time:2026-03-29', beirut)).toEqual(['2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z'])
    const kiritimati = { now: berlin.now, zone: 'Pacific/Kiritimati' }
    expect(read('time:today', kiritimati)).toEqual(['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z'])
    const honolulu = { now: Date.parse('2026-11-23T05:00:00Z'), zone: 'Pacific/Honolulu' }
    expect(read('time:today', honolulu)).toEqual(['2026-11-22T10:00:00Z', '2026-11-23T10:00:00Z'])
  })
})

test('a time is printed as moments', () => {
  const { query, ...time } = parse('a OR b', berlin)
  expect(print(query, { ...time, from: 1 })).toBe('(a OR b) time:1970-01-01T00:00:00.001Z..')
  expect(print(null, { from: 0, to: 1 })).toBe('time:1970-01-01T00:00:00.000Z..1970-01-01T00:00:00.001Z')
})
