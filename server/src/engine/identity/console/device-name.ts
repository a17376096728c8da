import { text } from '@nachweis/console'

const devices: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** A name for a passkey that people would give it themselves, from the browser's description of itself. */
export function deviceName(userAgent: string) {
  const found = devices.find(([pattern]) => pattern.test(userAgent))?.[1]
  return found === undefined
    ? text('Mein Passkey', 'My passkey')
    : text(`Passkey auf ${found}`, `Passkey on ${found}`)
}
