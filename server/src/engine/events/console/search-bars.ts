/** A stretch of time in the histogram: how many events, and how many of them failed. `from` ISO 8601. */
export interface Bar {
  readonly from: string
  readonly count: number
  readonly failures: number
}

/** A bar as it is drawn, in user units: what failed stands at its foot, the rest on top. */
export interface DrawnBar {
  readonly x: number
  readonly rest: { readonly y: number; readonly height: number }
  readonly failures: { readonly y: number; readonly height: number }
}

/** User units of the drawing: it is stretched to the width that there is. */
export const drawing = { height: 100, pitch: 10, width: 8 } as const
/** Whatever is not nothing can be seen. */
const visibleMin = 3

/** Places every bar; the highest fills the drawing. */
export function drawBars(bars: readonly Bar[]): DrawnBar[] {
  const top = highest(bars)
  return bars.map(({ count, failures }, index) => {
    const failed = heightOf(Math.min(failures, count), top)
    const rest = Math.min(heightOf(count - Math.min(failures, count), top), drawing.height - failed)
    return {
      x: index * drawing.pitch,
      failures: { y: drawing.height - failed, height: failed },
      rest: { y: drawing.height - failed - rest, height: rest },
    }
  })
}

/** The largest count of a bar. */
export const highest = (bars: readonly Bar[]): number => Math.max(0, ...bars.map(({ count }) => count))

const heightOf = (count: number, top: number) =>
  count <= 0 || top === 0 ? 0 : Math.max(visibleMin, (count / top) * drawing.height)

/** The bar under a place: `x` from the left edge of a drawing that is `width` wide, in the same unit. */
export function barAt(x: number, width: number, bars: number): number {
  if (bars === 0 || width <= 0) return 0
  return Math.min(bars - 1, Math.max(0, Math.floor((x / width) * bars)))
}

/** Bars that are marked: from the one where marking began to the one where it stands. */
export interface Brush {
  readonly anchor: number
  readonly at: number
}

/** First and last bar of a brush. */
export const spanOf = ({ anchor, at }: Brush): readonly [first: number, last: number] =>
  anchor < at ? [anchor, at] : [at, anchor]

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at + 1,
  PageUp: (at) => at - 10,
  PageDown: (at) => at + 10,
  Home: () => 0,
  End: (_, last) => last,
}

/** What a key makes of the brush: moves it, or with `extend` draws it out; null for a key that means nothing here. */
export function moveBrush(brush: Brush | null, key: string, extend: boolean, bars: number): Brush | null {
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined
  if (!step || bars === 0) return null
  const last = bars - 1
  const at = brush === null ? last : Math.min(last, Math.max(0, step(brush.at, last)))
  return { at, anchor: extend && brush !== null ? brush.anchor : at }
}

/** The time that the marked bars cover: from the first bar's beginning to that of the bar after the last, or `to`. */
export function timeOf(
  bars: readonly Bar[],
  to: string,
  brush: Brush,
): { readonly from: string; readonly to: string } {
  const [first, last] = spanOf(brush)
  return { from: bars[first]?.from ?? to, to: bars[last + 1]?.from ?? to }
}

/** The sums over the marked bars. */
export function sumOf(
  bars: readonly Bar[],
  brush: Brush,
): { readonly count: number; readonly failures: number } {
  const [first, last] = spanOf(brush)
  return bars
    .slice(first, last + 1)
    .reduce((sum, bar) => ({ count: sum.count + bar.count, failures: sum.failures + bar.failures }), {
      count: 0,
      failures: 0,
    })
}
