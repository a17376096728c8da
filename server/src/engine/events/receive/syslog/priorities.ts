/** RFC 5424 table 1, by number. */
const facilities = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'alert',
  'clock',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
]
/** RFC 5424 table 2, by number. */
const severities = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug']
const severityCount = 8

export interface Priority {
  readonly facility: string
  readonly severity: string
}

/** `<PRI>` at the beginning of a text, and where it ends; null when there is none. */
export function readPriority(text: string): { readonly priority: Priority; readonly end: number } | null {
  const [all, digits] = /^<(\d{1,3})>/.exec(text) ?? []
  if (all === undefined) return null
  const number = Number(digits)
  const facility = facilities[Math.floor(number / severityCount)]
  if (facility === undefined) return null
  return { priority: { facility, severity: severities[number % severityCount] as string }, end: all.length }
}
