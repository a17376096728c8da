import { Problem } from '../../../../kernel/problem.ts'
import { samlWords, type SamlReason } from './words.ts'

const detailCharsMax = 120

/** The Problem for a reason; `detail` (printable ASCII of it) is appended, e.g. which element, or how many seconds. */
export function samlProblem(reason: SamlReason, detail = ''): Problem {
  const [code, words] = samlWords[reason]
  const shown = detail.replace(/[^\x20-\x7e]/g, '').slice(0, detailCharsMax)
  const appended = shown === '' ? '' : ` (${shown})`
  return new Problem(code, reason, { de: words.de.trim() + appended, en: words.en.trim() + appended })
}
