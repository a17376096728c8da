import { describe, expect, it } from 'vitest'
import { hour, minute, second } from '../../../kernel/clock.ts'
import { bucketOf } from './offsets.ts'
import { clockOf, openGaps, stateOf, type Heard } from './state.ts'

const now = 1_800_000_000_000
const offsets = (ms: number, events = 10) => ({ [bucketOf(ms)]: events })
const well: Heard = {
  paused: false,
  heartbeatS: 60,
  lastReceivedAt: now - 20 * second,
  offsets: offsets(300),
  missing: [],
}
const gap = { from: 5, to: 6, since: now - 2 * minute, closed: false }

describe('the state of a source', () => {
  it.each<[string, Partial<Heard>]>([
    ['receiving', {}],
    ['receiving', { lastReceivedAt: now - 65 * second }],
    ['silent', { lastReceivedAt: now - 65 * second - 1 }],
    ['receiving', { heartbeatS: null, lastReceivedAt: now - hour }],
    ['idle', { heartbeatS: null, lastReceivedAt: now - hour - 1 }],
    ['never-heard', { lastReceivedAt: null }],
    ['paused', { paused: true, lastReceivedAt: null }],
    ['receiving', { offsets: offsets(-20 * second) }],
    ['clock-wrong', { offsets: offsets(-40 * second) }],
    ['receiving', { offsets: offsets(-2 * hour, 2) }],
    ['receiving', { offsets: offsets(50 * minute) }],
    ['clock-wrong', { offsets: offsets(2 * hour) }],
    ['gaps', { missing: [gap] }],
    ['gaps', { missing: [{ ...gap, closed: true }] }],
    ['receiving', { missing: [{ ...gap, since: now - 50 * second }] }],
    ['receiving', { missing: [{ ...gap, since: now - 25 * hour }] }],
  ])('is %s with %o', (state, more) => {
    expect(stateOf({ ...well, ...more }, now)).toBe(state)
  })

  it('is the gravest of several', () => {
    const all: Heard = { ...well, lastReceivedAt: now - hour, offsets: offsets(-hour), missing: [gap] }
    expect(stateOf({ ...all, paused: true }, now)).toBe('paused')
    expect(stateOf(all, now)).toBe('silent')
    expect(stateOf({ ...all, heartbeatS: null }, now)).toBe('clock-wrong')
    expect(stateOf({ ...all, heartbeatS: null, offsets: {} }, now)).toBe('gaps')
  })
})

describe('the clock of a source', () => {
  it.each([
    [-2 * hour, -7_200],
    [-2 * hour + 500, -7_200],
    [hour + 20 * second, 3_600],
    [5.5 * hour, 19_800],
    [-50 * second, null],
    [-10 * minute, null],
    [-45 * minute, null],
    [20 * hour, null],
  ])('of an offset of %d ms is missing a zone of %s s', (offset, zone) => {
    expect(clockOf(offsets(offset))?.zoneS).toBe(zone)
  })

  it('is not judged by two events', () => {
    expect(clockOf(offsets(hour, 2))).toBeNull()
    expect(clockOf({})).toBeNull()
  })
})

it('gaps keep what else is known of them', () => {
  expect(openGaps([{ ...gap, key: 'a' }], now)).toEqual([{ ...gap, key: 'a' }])
})
