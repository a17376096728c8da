import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'layers',
  chapter: 'product',
  title: text('Schutz in mehreren Schichten', 'Layered protection'),
  claims: [
    defineClaim({
      id: 'transport',
      text: text(
        'Auf dem Weg zwischen Ihnen und uns sind Ihre Daten verschlüsselt.',
        'On the way between you and us, your data is encrypted.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['encryption-in-transit/protocols', 'encryption-in-transit/cipher-suites'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zur Verschlüsselung bei der Übertragung.',
        'Nothing of its own: the status follows solely from the claims about encryption in transit.',
      ),
    }),
    defineClaim({
      id: 'storage',
      text: text(
        'Gespeicherte sensible Daten sind verschlüsselt; Passwörter speichern wir nur als Hashwert.',
        'Stored sensitive data is encrypted; we store passwords only as hashes.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['encryption-at-rest/canary', 'encryption-at-rest/passwords'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zur Verschlüsselung gespeicherter Daten.',
        'Nothing of its own: the status follows solely from the claims about encryption at rest.',
      ),
    }),
    defineClaim({
      id: 'sign-in',
      text: text(
        'Ein zweiter Faktor schützt die Anmeldung: bei unseren Mitarbeitenden immer, bei Ihnen, sobald Sie ihn einrichten.',
        'A second factor protects sign-in: for our employees always, for you as soon as you set it up.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['second-factor/every-pathway', 'sign-in/second-factor'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zum zweiten Faktor und zur Anmeldung im Unternehmen.',
        'Nothing of its own: the status follows solely from the claims about the second factor and company sign-in.',
      ),
    }),
    defineClaim({
      id: 'permissions',
      text: text(
        'Nach der Anmeldung erreicht jede Person nur, was ihre Rolle erlaubt.',
        'Once signed in, each person reaches only what their role allows.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['access/role-based', 'roles/limited'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zu Rollen und Zugriffsrechten.',
        'Nothing of its own: the status follows solely from the claims about roles and access rights.',
      ),
    }),
    defineClaim({
      id: 'traces',
      text: text(
        'Handlungen und Ereignisse werden vollständig aufgezeichnet, und eine Fälschung der Aufzeichnung fällt auf.',
        'Actions and events are recorded completely, and any forgery of the record is noticed.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: [
        'audit-log/complete',
        'audit-log/tamper-byte',
        'audit-log/tamper-tail',
        'audit-log/tamper-fork',
      ],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zum Protokoll.',
        'Nothing of its own: the status follows solely from the claims about the audit log.',
      ),
    }),
  ],
})
