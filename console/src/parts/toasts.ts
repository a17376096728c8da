import type { Text } from 'nachweis-verify'
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast'

const shownMax = 3
const shownMs = 6_000

export interface Told {
  readonly words: Text
  readonly tone: 'done' | 'problem'
}

export const toasts = new ToastQueue<Told>({ maxVisibleToasts: shownMax })

/** Says briefly that something was done; what went wrong belongs beside its cause (Notice, Form). */
export function tell(words: Text, tone: Told['tone'] = 'done'): void {
  toasts.add({ words, tone }, { timeout: shownMs })
}
