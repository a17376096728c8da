import { dayStatus, StatusMark } from '@nachweis/ui'
import type { HistoryDay, Status } from 'nachweis-verify'
import { calendarDay } from '../times.ts'
import type { View } from './view.tsx'

const columns: readonly Status[] = ['holding', 'failing', 'stale', 'unknown']
const hourMs = 3_600_000

/** The same days as the bar, newest first, with the exact hours of each status. */
export function DayTable({ days, view }: { readonly days: readonly HistoryDay[]; readonly view: View }) {
  const { words, language } = view
  return (
    <div className="wide">
      <table className="days">
        <thead>
          <tr>
            <th scope="col">{words.claimPage.day}</th>
            <th scope="col">{words.claimPage.shown}</th>
            {columns.map((status) => (
              <th scope="col" key={status}>
                {words.claimPage.share(words.status[status])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{calendarDay(day.day, language)}</th>
              <td>
                <StatusMark status={dayStatus(day)} /> {words.status[dayStatus(day)]}
              </td>
              {columns.map((status) => (
                <td key={status}>
                  {day[status] > 0 ? words.claimPage.hours(hours(day[status], words.decimal)) : '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Hours with one decimal; anything above nothing is at least "0.1", so that a short failure does not read as none. */
const hours = (ms: number, decimal: string) =>
  Math.max(0.1, ms / hourMs)
    .toFixed(1)
    .replace('.', decimal)
