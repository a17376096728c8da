import { text } from '../../../kernel/language.ts'
import {
  button,
  facts,
  linkLine,
  link,
  moment,
  networkAddress,
  paragraph,
  words,
  wordsInBoth,
} from '../../notifications/index.ts'

/** What every notice is given: whom it greets, and when, from where and with what something happened. */
export const occasion = {
  /** The recipient. */
  name: words,
  time: moment,
  address: networkAddress,
  /** e.g. "Firefox auf Windows" / "Firefox on Windows". */
  device: wordsInBoth,
  /** Where the recipient says "this was not me". Opening it must change nothing yet: mail scanners open it too. */
  notMe: link,
}

export const greeting = (name: string) => paragraph(`Guten Tag ${name},`, `Hello ${name},`)

/** The facts, in the order in which people look for them. */
export const circumstances = (
  { time, address, device }: { readonly time: string; readonly address: string; readonly device: string },
  ...more: Parameters<typeof facts>
) =>
  facts(
    ...more,
    [text('Zeitpunkt', 'Time'), time],
    [text('Gerät', 'Device'), device],
    [text('IP-Adresse', 'IP address'), address],
  )

export const allWell = paragraph(
  'Waren Sie das selbst, müssen Sie nichts tun.',
  'If this was you, there is nothing to do.',
)

/** The button of a notice about one's own account: ends its sessions. */
export const thisWasNotMe = (href: string) => [
  paragraph(
    'Waren Sie es nicht, sagen Sie es uns bitte gleich: Wir beenden dann alle Ihre Sitzungen und führen Sie durch die nächsten Schritte.',
    'If it was not you, please tell us right away: we then end all your sessions and lead you through the next steps.',
  ),
  button('Das war ich nicht', 'This was not me', href),
]

/** The same where the button belongs to something else. */
export const orWasItNotYou = (href: string) =>
  linkLine(
    'Das waren Sie nicht? Hier sagen Sie es uns:',
    'This was not you? Here is where you tell us:',
    href,
  )
