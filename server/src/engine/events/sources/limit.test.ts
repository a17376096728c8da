import { expect, it } from 'vitest'
import { Problem } from '../../../kernel/problem.ts'
import { openLimit } from './limit.ts'
import { sourceSettingsSchema, type Source } from './settings.ts'

const sourceOf = (number: number, eventsPerSecondMax: number): Source => ({
  id: '0197c1b6-0000-7000-8000-000000000001',
  number,
  organisation: '0197c1b6-0000-7000-8000-000000000002',
  name: 'Telefonanlage',
  settings: sourceSettingsSchema.parse({ eventsPerSecondMax }),
})
const slow = sourceOf(1, 100)

function refusal(take: () => void): Problem | null {
  try {
    take()
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

it('lets a burst through, then holds to the rate', () => {
  const limit = openLimit()
  limit.take(slow, 200, 0)
  const refused = refusal(() => limit.take(slow, 1, 0))
  expect([refused?.status, refused?.reason, refused?.retryAfterS]).toEqual([429, 'source-too-fast', 1])
  limit.take(slow, 50, 500)
  expect(refusal(() => limit.take(slow, 1, 500))).not.toBeNull()
})

it('lets one large request through and has the next wait as long as it took', () => {
  const limit = openLimit()
  limit.take(slow, 1_200, 0)
  expect(refusal(() => limit.take(slow, 1, 1_000))?.retryAfterS).toBe(10)
  expect(refusal(() => limit.take(slow, 1, 9_900))?.retryAfterS).toBe(1)
  limit.take(slow, 1, 10_100)
})

it('never tells a sender to wait for longer than five minutes at once', () => {
  const limit = openLimit()
  limit.take(sourceOf(3, 1), 10_000, 0)
  expect(refusal(() => limit.take(sourceOf(3, 1), 1, 0))?.retryAfterS).toBe(300)
})

it('over a minute takes what the rate allows and a burst, however it is asked', () => {
  const limit = openLimit()
  let taken = 0
  for (let now = 0; now < 60_000; now += 7) if (refusal(() => limit.take(slow, 30, now)) === null) taken += 30
  expect(taken).toBeGreaterThan(100 * 60)
  expect(taken).toBeLessThanOrEqual(100 * 62 + 30)
})

it('counts each source alone, and takes a raised limit at once', () => {
  const limit = openLimit()
  limit.take(slow, 300, 0)
  limit.take(sourceOf(2, 100), 100, 0)
  expect(refusal(() => limit.take(sourceOf(1, 1_000), 1, 50))).not.toBeNull()
  expect(refusal(() => limit.take(sourceOf(1, 1_000), 1, 200))).toBeNull()
})
