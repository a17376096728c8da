import type { SourceDetail } from '../sources/contract.ts'

const hourMs = 3_600_000
const shownHours = 7 * 24

export interface HourBar {
  /** ms since the epoch. */
  readonly hour: number
  readonly received: number
  readonly refused: number
}

/** One bar for each hour of the week that ends now, hours without events too. */
export function hourBars(hours: SourceDetail['hours'], now: number): HourBar[] {
  const found = new Map(hours.map((each) => [Date.parse(each.hour), each]))
  const running = Math.floor(now / hourMs) * hourMs
  return Array.from({ length: shownHours }, (_, place) => {
    const hour = running - (shownHours - 1 - place) * hourMs
    const { received = 0, refused = 0 } = found.get(hour) ?? {}
    return { hour, received, refused }
  })
}
