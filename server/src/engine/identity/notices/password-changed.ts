import { text } from '../../../kernel/language.ts'
import { mailTemplate, oneOf, paragraph } from '../../notifications/index.ts'
import { allWell, circumstances, greeting, occasion, thisWasNotMe } from './occasion.ts'

const ways = {
  changed: text('das Passwort Ihres Kontos wurde geändert.', 'The password of your account was changed.'),
  reset: text(
    'das Passwort Ihres Kontos wurde über einen Link aus einer E-Mail neu festgelegt.',
    'The password of your account was chosen anew through a link from an e-mail.',
  ),
  removed: text(
    'das Passwort Ihres Kontos wurde entfernt. Sie melden sich künftig ohne Passwort an.',
    'The password of your account was removed. From now on you sign in without a password.',
  ),
}

/** The password was changed, reset or removed. */
export const passwordChangedNotice = mailTemplate({
  name: 'identity/password-changed',
  values: { ...occasion, way: oneOf('changed', 'reset', 'removed') },
  subject: ({ way }) =>
    way === 'removed'
      ? text('Ihr Passwort wurde entfernt', 'Your password was removed')
      : text('Ihr Passwort wurde geändert', 'Your password was changed'),
  body: (values) => [
    greeting(values.name),
    paragraph(ways[values.way].de, ways[values.way].en),
    circumstances(values),
    allWell,
    ...thisWasNotMe(values.notMe),
  ],
})
