let arrived = false

/** The router noticed that another screen was opened: its heading is to take the focus. */
export function noteArrival(): void {
  arrived = true
}

const framesMax = 30

/**
 * Gives an element the focus. A window that is just closing holds it for some frames more, and gives it back to where it
 * was: hence again until it stays.
 */
export function focusSoon(element: HTMLElement, frames = framesMax): void {
  element.focus({ preventScroll: true })
  if (frames > 0 && element.isConnected && document.activeElement !== element)
    requestAnimationFrame(() => focusSoon(element, frames - 1))
}

/** Whether a screen was just opened; asked once, by the first heading that appears. */
export function takeArrival(): boolean {
  const was = arrived
  arrived = false
  return was
}
