import { text } from '../../../kernel/language.ts'
import { button, link, mailTemplate, moment, paragraph } from '../../notifications/index.ts'
import { circumstances, greeting, occasion, orWasItNotYou } from './occasion.ts'

/** Somebody asked for a new password for this account. */
export const passwordResetNotice = mailTemplate({
  name: 'identity/password-reset',
  values: { ...occasion, validUntil: moment, link },
  subject: () => text('Neues Passwort festlegen', 'Choose a new password'),
  body: (values) => [
    greeting(values.name),
    paragraph(
      'für Ihr Konto wurde ein neues Passwort angefordert. Über den Link legen Sie es fest. Ihren zweiten Faktor brauchen Sie danach wie gewohnt.',
      'A new password was requested for your account. The link lets you choose it. You will need your second factor afterwards, as always.',
    ),
    button('Neues Passwort festlegen', 'Choose a new password', values.link),
    circumstances(values, [text('Gültig bis', 'Valid until'), values.validUntil]),
    paragraph(
      'Solange niemand den Link benutzt, bleibt Ihr bisheriges Passwort gültig. Der Link gilt nur einmal; geben Sie ihn bitte nicht weiter.',
      'As long as nobody uses the link, your present password stays valid. The link works once; please do not pass it on.',
    ),
    orWasItNotYou(values.notMe),
  ],
})
