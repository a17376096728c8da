import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { paced } from './paced.ts'

function endless() {
  const seen = { parts: 0, ended: false }
  async function* parts() {
    try {
      for (;;) {
        seen.parts++
        yield new Uint8Array(100_000)
      }
    } finally {
      seen.ended = true
    }
  }
  return { seen, parts: parts() }
}

it('gives small pieces, and reads no further than they are taken', async () => {
  const { seen, parts } = endless()
  const reader = paced(parts, async () => true).getReader()
  const lengths = []
  for (let n = 0; n < 3; n++) lengths.push((await reader.read()).value?.length)
  expect(lengths).toEqual([65_536, 34_464, 65_536])
  await wait(50)
  expect(seen.parts).toBe(2)
  await reader.cancel()
  expect(seen.ended).toBe(true)
})

it('breaks off when the reader no longer may, in the middle', async () => {
  const { seen, parts } = endless()
  let may = true
  const reader = paced(parts, async () => may, { checkMs: 0 }).getReader()
  await reader.read()
  may = false
  await expect(
    (async () => {
      for (;;) await reader.read()
    })(),
  ).rejects.toThrow('no longer permitted')
  expect(seen.ended).toBe(true)
})

it('breaks off when the reader takes nothing, not when it is slow', async () => {
  const { seen, parts } = endless()
  const reader = paced(parts, async () => true, { stalledMs: 200 }).getReader()
  for (let n = 0; n < 6; n++) {
    await wait(80)
    await reader.read()
  }
  expect(seen.ended).toBe(false)
  await wait(500)
  expect(seen.ended).toBe(true)
  await expect(reader.read()).rejects.toThrow('takes nothing')
})
