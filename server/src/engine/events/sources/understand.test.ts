import { describe, expect, it } from 'vitest'
import { isoTime, minute } from '../../../kernel/clock.ts'
import type { EventBody } from '../event.ts'
import { customerFinder } from './customer-finder.ts'
import { sourceSettingsSchema, type SettingsChange, type Source } from './settings.ts'
import { understand } from './understand.ts'

const now = Date.UTC(2026, 6, 1, 12)
const provider = { id: '0197c1b6-0000-7000-8000-00000000000a', name: 'Anbieter GmbH' }
const alpha = { id: '0197c1b6-0000-7000-8000-00000000000b', name: 'Alpha AG' }
const names = new Map([provider, alpha].map(({ id, name }) => [id, name]))
const find = customerFinder([provider, alpha])

const sourceWith = (settings: SettingsChange): Source => ({
  id: '0197c1b6-0000-7000-8000-000000000001',
  number: 1,
  organisation: provider.id,
  name: 'Kundenportal',
  settings: sourceSettingsSchema.parse(settings),
})
const mapping = (fields: object) => sourceSettingsSchema.parse({ mapping: fields }).mapping
const read = (body: EventBody, settings: SettingsChange = {}, at: number | null = null) =>
  understand({ body, at, key: null }, sourceWith(settings), find, names, now)

describe('a preview', () => {
  it('says where each field was found', () => {
    const event = { ts: isoTime(now - minute), wer: { name: 'Anna' }, action: 'login', kunde: 'alpha ag' }
    const before = read(event)
    expect(before.fields.actor).toBeUndefined()
    expect(before.fields.action).toEqual({ value: 'login', path: 'action' })
    expect(before.organisation).toEqual(provider)
    const after = read(event, {
      mapping: mapping({ actor: ['user', 'wer.name'], customer: ['kunde'] }),
      dataType: 'sign-in',
      purpose: 'security',
    })
    expect(after.fields).toMatchObject({
      time: { value: isoTime(now - minute), path: 'ts' },
      actor: { value: 'Anna', path: 'wer.name' },
      customer: { value: 'Alpha AG', path: 'kunde' },
      dataType: { value: 'sign-in', path: null },
    })
    expect(after.organisation).toEqual(alpha)
  })

  it('says why an event would be refused', () => {
    expect(read({ customer: 'Gamma' }).refused?.reason).toBe('customer-unknown')
    expect(read({ data_type: 'traffic', purpose: 'proof' }).refused?.reason).toBe('kind-unknown')
    expect(read({ customer: 'Gamma' }).fields).toEqual({})
  })

  it('flags a time that is missing, too far ahead or late, and an event that says nothing', () => {
    expect(read({ note: 'x' }).flags).toEqual(['time-missing', 'unmapped'])
    expect(read({ time: isoTime(now + 6 * minute), user: 'a' }).flags).toEqual(['future'])
    expect(read({ time: isoTime(now - 61 * minute), user: 'a' }).flags).toEqual(['late'])
  })

  it('takes the time of the transport before that of the event', () => {
    const { fields, flags } = read({ time: isoTime(now - 61 * minute), user: 'a' }, {}, now)
    expect(fields.time).toEqual({ value: isoTime(now), path: null })
    expect(flags).toEqual([])
  })
})

it('a name that two customers share leads to neither', () => {
  const twins = customerFinder([alpha, { id: provider.id, name: 'ALPHA ag' }])
  expect(twins('Alpha AG')).toBeNull()
  expect(twins(alpha.id.toUpperCase())).toBe(alpha.id)
})
