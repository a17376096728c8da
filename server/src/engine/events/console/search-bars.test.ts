import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barAt, drawBars, drawing, moveBrush, spanOf, sumOf, timeOf, type Bar } from './search-bars.ts'

const hourMs = 3_600_000
const start = Date.UTC(2026, 4, 1)
const from = (index: number) => new Date(start + index * hourMs).toISOString()
const bar = fc
  .tuple(fc.nat(100_000), fc.nat(100_000))
  .map(([count, failures]) => ({ count, failures: Math.min(count, failures) }))
const someBars = fc
  .array(bar, { minLength: 1, maxLength: 200 })
  .map((list): Bar[] => list.map((each, index) => ({ ...each, from: from(index) })))

describe('bars', () => {
  test('stand side by side, on the ground, within the drawing; what is there can be seen', () => {
    fc.assert(
      fc.property(someBars, (bars) => {
        drawBars(bars).forEach(({ x, rest, failures }, index) => {
          const { count, failures: failed } = bars[index] as Bar
          expect(x).toBe(index * drawing.pitch)
          expect(failures.y + failures.height).toBeCloseTo(drawing.height)
          expect(rest.y + rest.height).toBeCloseTo(failures.y)
          expect(rest.y).toBeGreaterThanOrEqual(-1e-9)
          expect(failures.height > 0).toBe(failed > 0)
          if (count === 0) expect(rest.height).toBe(0)
        })
      }),
    )
  })

  test('are as high as their share of the highest', () => {
    const bars = [
      { from: from(0), count: 100, failures: 25 },
      { from: from(1), count: 50, failures: 0 },
      { from: from(2), count: 1, failures: 1 },
      { from: from(3), count: 0, failures: 0 },
    ]
    expect(drawBars(bars).map(({ rest, failures }) => [rest.height, failures.height])).toEqual([
      [75, 25],
      [50, 0],
      [0, 3],
      [0, 0],
    ])
    expect(drawBars([])).toEqual([])
  })

  test('lie under the pointer', () => {
    expect([0, 99, 100, 399, 400, 5_000, -3].map((x) => barAt(x, 400, 4))).toEqual([0, 0, 1, 3, 3, 3, 0])
    expect(barAt(10, 0, 4)).toBe(0)
  })
})

describe('the brush', () => {
  test('begins at the newest bar, moves, is drawn out, and keeps within the bars', () => {
    const key = (name: string, extend = false) => [name, extend] as const
    const press = (...keys: (readonly [string, boolean])[]) =>
      keys.reduce<ReturnType<typeof moveBrush>>((at, [name, extend]) => moveBrush(at, name, extend, 24), null)
    expect(press(key('ArrowLeft'))).toEqual({ anchor: 23, at: 23 })
    expect(press(key('End'), key('ArrowLeft'), key('ArrowLeft', true))).toEqual({ anchor: 22, at: 21 })
    expect(press(key('Home'), key('Home'), key('End', true), key('ArrowRight', true))).toEqual({
      anchor: 0,
      at: 23,
    })
    expect(press(key('Home'), key('PageUp'))).toEqual({ anchor: 13, at: 13 })
    expect(moveBrush({ anchor: 3, at: 3 }, 'x', false, 24)).toBe(null)
    expect(moveBrush({ anchor: 3, at: 3 }, 'constructor', false, 24)).toBe(null)
    expect(moveBrush(null, 'End', false, 0)).toBe(null)
  })

  test('covers whole bars, whichever way it was drawn, and sums them', () => {
    fc.assert(
      fc.property(someBars, fc.nat(199), fc.nat(199), (bars, one, other) => {
        const brush = { anchor: one % bars.length, at: other % bars.length }
        const back = { anchor: brush.at, at: brush.anchor }
        const end = from(bars.length)
        const [first, last] = spanOf(brush)
        expect(timeOf(bars, end, brush)).toEqual({ from: from(first), to: from(last + 1) })
        expect(timeOf(bars, end, back)).toEqual(timeOf(bars, end, brush))
        expect(sumOf(bars, back)).toEqual(sumOf(bars, brush))
        const rest = bars.filter((_, index) => index < first || index > last)
        const total = bars.reduce((sum, { count }) => sum + count, 0)
        expect(sumOf(bars, brush).count + rest.reduce((sum, { count }) => sum + count, 0)).toBe(total)
      }),
    )
  })
})
