let arrived = false

/** The router noticed that another screen was opened: its heading is to take the focus. */
export function noteArrival(): void {
  arrived = true
}

/** Whether a screen was just opened; asked once, by the first heading that appears. */
export function takeArrival(): boolean {
  const was = arrived
  arrived = false
  return was
}
