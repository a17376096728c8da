const minuteMs = 60_000
const toSeconds = 19

/** A moment as `<input type="datetime-local">` takes it: in the reader's zone, to the second. `at` in ms. */
export function localTime(at: number): string {
  const offsetMs = new Date(at).getTimezoneOffset() * minuteMs
  return new Date(at - offsetMs).toISOString().slice(0, toSeconds)
}
