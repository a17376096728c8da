import { text } from '../../../kernel/language.ts'
import { button, facts, link, mailTemplate, moment, paragraph, words } from '../../notifications/index.ts'
import { greeting } from './occasion.ts'

/** To the administrators: the identity provider's certificate will soon be refused. */
export const certificateEndsNotice = mailTemplate({
  name: 'identity/certificate-ends',
  /** `connection`: its name; `subject`: of the certificate; `notMe`: where single sign-on is set up. */
  values: { name: words, organisation: words, connection: words, subject: words, ends: moment, notMe: link },
  subject: ({ connection }) =>
    text(`Zertifikat läuft ab: ${connection}`, `Certificate is about to expire: ${connection}`),
  body: (values) => [
    greeting(values.name),
    paragraph(
      `das Zertifikat, mit dem der Identitätsanbieter von ${values.organisation} seine Anmeldungen unterschreibt, läuft bald ab. Danach lehnen wir sie ab.`,
      `The certificate with which the identity provider of ${values.organisation} signs its sign-ins is about to expire. After that we refuse them.`,
    ),
    facts(
      [text('Verbindung', 'Connection'), values.connection],
      [text('Zertifikat', 'Certificate'), values.subject],
      [text('Gültig bis', 'Valid until'), values.ends],
    ),
    paragraph(
      'Fügen Sie das neue Zertifikat hinzu, sobald Ihr Identitätsanbieter es veröffentlicht. Beide dürfen eine Zeit lang nebeneinander stehen, so bemerkt niemand den Wechsel.',
      'Add the new certificate as soon as your identity provider publishes it. Both may stand side by side for a while, so that nobody notices the change.',
    ),
    button('Einmalanmeldung öffnen', 'Open single sign-on', values.notMe),
  ],
})
