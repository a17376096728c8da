import { chromium, type Browser } from 'playwright-core'
import { quietArguments } from '../../server/src/platform/browser/quiet-arguments.ts'
import type { SignedInPerson } from './signed-in.ts'

/** Debian's Chromium without services of its own. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...quietArguments, '--no-sandbox'],
  })

/** The cookies of somebody who is signed in, for a browser at this origin. */
export const cookiesOf = ({ caller }: Pick<SignedInPerson, 'caller'>, origin: string) =>
  [...caller.cookies].map(([name, value]) => ({
    name,
    value,
    url: origin.replace('http:', 'https:'),
    secure: true,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }))
