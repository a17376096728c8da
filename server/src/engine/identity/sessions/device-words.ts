import { text, type Text } from '../../../kernel/language.ts'

type Pattern = readonly [pattern: RegExp, name: string]

// Order matters: most browsers name others' engines too.
const browsers: readonly Pattern[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\bCriOS\/|\bChrome\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]
const systems: readonly Pattern[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const nameIn = (patterns: readonly Pattern[], agent: string) =>
  patterns.find(([pattern]) => pattern.test(agent))?.[1] ?? null

/** A User-Agent header in words, e.g. "Firefox on Windows": for people to recognise, never to decide anything. */
export function deviceWords(agent: string): Text {
  const browser = nameIn(browsers, agent)
  const system = nameIn(systems, agent)
  if (browser === null && system === null) return text('Unbekanntes Gerät', 'Unknown device')
  if (system === null) return text(browser ?? '', browser ?? '')
  if (browser === null) return text(`Unbekannter Browser, ${system}`, `Unknown browser, ${system}`)
  return text(`${browser} auf ${system}`, `${browser} on ${system}`)
}
