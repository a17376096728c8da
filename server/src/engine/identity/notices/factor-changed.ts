import { text } from '../../../kernel/language.ts'
import { mailTemplate, oneOf, paragraph, words } from '../../notifications/index.ts'
import { allWell, circumstances, greeting, occasion, thisWasNotMe } from './occasion.ts'

const changes = {
  'totp-added': text(
    'für Ihr Konto wurde eine Authenticator-App als zweiter Faktor eingerichtet.',
    'An authenticator app was set up as a second factor for your account.',
  ),
  'totp-removed': text(
    'von Ihrem Konto wurde eine Authenticator-App als zweiter Faktor entfernt.',
    'An authenticator app was removed as a second factor from your account.',
  ),
  'passkey-added': text(
    'für Ihr Konto wurde ein Passkey eingerichtet.',
    'A passkey was set up for your account.',
  ),
  'passkey-removed': text(
    'von Ihrem Konto wurde ein Passkey entfernt.',
    'A passkey was removed from your account.',
  ),
  'recovery-codes-made': text(
    'für Ihr Konto wurden neue Wiederherstellungscodes erzeugt. Die alten gelten nicht mehr.',
    'New recovery codes were made for your account. The old ones no longer work.',
  ),
  'recovery-code-used': text(
    'an Ihrem Konto wurde ein Wiederherstellungscode benutzt. Er gilt damit nicht mehr.',
    'A recovery code of your account was used. It no longer works.',
  ),
  'factors-reset': text(
    'Ihre zweiten Faktoren wurden von der Administration Ihrer Organisation zurückgesetzt. Bei der nächsten Anmeldung richten Sie einen neuen ein.',
    'Your second factors were reset by the administrators of your organisation. At your next sign-in you set up a new one.',
  ),
}

type Change = keyof typeof changes
export const factorChanges = Object.keys(changes) as readonly Change[]

/** A second factor, passkey or set of recovery codes was added, removed or used. */
export const factorChangedNotice = mailTemplate({
  name: 'identity/factor-changed',
  /** `factor`: what the person calls it, e.g. "YubiKey am Schlüsselbund"; shown for apps and passkeys only. */
  values: { ...occasion, change: oneOf(...factorChanges), factor: words },
  subject: ({ change }) =>
    change === 'recovery-code-used'
      ? text('Ein Wiederherstellungscode wurde benutzt', 'A recovery code was used')
      : text('Ihre Anmeldung wurde geändert: zweiter Faktor', 'Your sign-in was changed: second factor'),
  body: (values) => [
    greeting(values.name),
    paragraph(changes[values.change].de, changes[values.change].en),
    ...(/^(totp|passkey)-/.test(values.change)
      ? [circumstances(values, [text('Faktor', 'Factor'), values.factor])]
      : [circumstances(values)]),
    allWell,
    ...thisWasNotMe(values.notMe),
  ],
})
