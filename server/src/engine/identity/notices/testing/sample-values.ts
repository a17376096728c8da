import type { Language, Text } from '../../../../kernel/language.ts'
import type { MailTemplate } from '../../../notifications/index.ts'
import * as notices from '../index.ts'

/** What people and their devices can bring into a notice. */
export interface Brought {
  readonly words: string
  readonly device: Text
  readonly address: string
}

export const harmless: Brought = {
  words: 'Zoë Müller-Öztürk',
  device: { de: 'Firefox auf Windows', en: 'Firefox on Windows' },
  address: '2001:db8::7',
}

export const link = 'https://trust.example.com/de/link/abcDEF_-0123456789'
export const notMe = 'https://trust.example.com/de/not-me/XYZ-456'
const sender = { provider: 'Beispiel Telefonie GmbH', contact: 'sicherheit@example.de' }
const time = Date.parse('2026-11-26T02:14:59.000Z')

/** Every notice in every variant, ready to render with what was brought. */
export function everyNotice({ words, device, address }: Brought) {
  const occasion = { name: words, time, address, device, notMe }
  const until = time + 3_600_000
  const invitation = { name: words, organisation: words, invitedBy: words, role: device, link, notMe }
  const account = { name: words, organisation: words, invitedBy: words, link, notMe }
  const token = { ...occasion, label: words, scopes: ['claims:run-check'], validUntil: until }
  const signOn = { ...occasion, organisation: words, connection: words, by: words }
  return [
    sample('invitation', notices.invitationNotice, { ...invitation, validUntil: until }),
    sample('account exists', notices.accountExistsNotice, account),
    sample('reset', notices.passwordResetNotice, { ...occasion, validUntil: until, link }),
    sample('new device', notices.newDeviceNotice, { ...occasion, way: device }),
    ...notices.factorChanges.map((change) =>
      sample(change, notices.factorChangedNotice, { ...occasion, change, factor: words }),
    ),
    ...(['changed', 'reset', 'removed'] as const).map((way) =>
      sample(`password ${way}`, notices.passwordChangedNotice, { ...occasion, way }),
    ),
    ...(['personal', 'service'] as const).map((kind) =>
      sample(`${kind} token`, notices.newTokenNotice, { ...token, kind }),
    ),
    ...notices.signOnChanges.map((change) =>
      sample(change, notices.signOnChangedNotice, { ...signOn, change }),
    ),
    sample('certificate ends', notices.certificateEndsNotice, {
      name: words,
      organisation: words,
      connection: words,
      subject: words,
      ends: until,
      notMe,
    }),
    sample('break glass', notices.breakGlassUsedNotice, {
      ...occasion,
      organisation: words,
      account: words,
    }),
  ]
}

function sample<Given>(variant: string, template: MailTemplate<Given>, given: Given) {
  const render = (language: Language) => template.render(given, language, sender)
  return { variant, name: template.name, render }
}
