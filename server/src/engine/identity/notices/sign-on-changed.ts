import { text } from '../../../kernel/language.ts'
import { button, mailTemplate, oneOf, paragraph, words } from '../../notifications/index.ts'
import { circumstances, greeting, occasion } from './occasion.ts'

const changes = {
  connected: text(
    'wurde eine Verbindung zu einem Identitätsanbieter angelegt.',
    'a connection to an identity provider was created.',
  ),
  changed: text(
    'wurde die Verbindung zum Identitätsanbieter geändert.',
    'the connection to the identity provider was changed.',
  ),
  removed: text(
    'wurde die Verbindung zum Identitätsanbieter entfernt.',
    'the connection to the identity provider was removed.',
  ),
  enforced: text(
    'ist die Anmeldung jetzt nur noch über den eigenen Identitätsanbieter möglich. Passwörter und andere Wege werden abgelehnt.',
    'signing in is now possible through the own identity provider only. Passwords and other ways are refused.',
  ),
  'no-longer-enforced': text(
    'ist die Anmeldung jetzt auch wieder auf anderen Wegen als über den Identitätsanbieter möglich.',
    'signing in is now possible again in other ways than through the identity provider.',
  ),
}

type Change = keyof typeof changes
export const signOnChanges = Object.keys(changes) as readonly Change[]

/** To the administrators: how an organisation signs in was changed. */
export const signOnChangedNotice = mailTemplate({
  name: 'identity/sign-on-changed',
  /** `connection`: its name; `by`: the name of whoever changed it. */
  values: { ...occasion, change: oneOf(...signOnChanges), organisation: words, connection: words, by: words },
  subject: ({ organisation }) =>
    text(`Anmeldung geändert: ${organisation}`, `Sign-in changed: ${organisation}`),
  body: (values) => [
    greeting(values.name),
    paragraph(
      `bei ${values.organisation} ${changes[values.change].de}`,
      `At ${values.organisation}, ${changes[values.change].en}`,
    ),
    circumstances(
      values,
      [text('Verbindung', 'Connection'), values.connection],
      [text('Geändert von', 'Changed by'), values.by],
    ),
    paragraph(
      'Sie bekommen diese Nachricht, weil Sie die Anmeldung Ihrer Organisation verwalten. War das so gewollt, müssen Sie nichts tun.',
      'You get this message because you manage the sign-in of your organisation. If this was intended, there is nothing to do.',
    ),
    paragraph(
      'War es nicht gewollt, sagen Sie es uns bitte gleich: Wir beenden dann die Sitzungen, aus denen die Änderung kam, und führen Sie durch die nächsten Schritte.',
      'If it was not, please tell us right away: we then end the sessions that the change came from and lead you through the next steps.',
    ),
    button('Das war nicht gewollt', 'This was not intended', values.notMe),
  ],
})
