import { text } from '../../../kernel/language.ts'
import { identifiers, mailTemplate, moment, oneOf, paragraph, words } from '../../notifications/index.ts'
import { allWell, circumstances, greeting, occasion, thisWasNotMe } from './occasion.ts'

const kinds = {
  personal: text(
    'für Ihr Konto wurde ein Zugangsschlüssel erstellt. Programme können damit in Ihrem Namen handeln, soweit seine Rechte reichen.',
    'An access token was made for your account. Programs can act in your name with it, as far as its permissions go.',
  ),
  service: text(
    'in Ihrer Organisation wurde ein Zugangsschlüssel für ein Dienstkonto erstellt. Programme können damit handeln, soweit seine Rechte reichen.',
    'An access token for a service account was made in your organisation. Programs can act with it, as far as its permissions go.',
  ),
}

/** A personal token, or one of a service account, was made. The token itself is never in a mail. */
export const newTokenNotice = mailTemplate({
  name: 'identity/new-token',
  /** `label`: what the token is called; `scopes`: its permissions; `validUntil`: every token ends. */
  values: {
    ...occasion,
    kind: oneOf('personal', 'service'),
    label: words,
    scopes: identifiers,
    validUntil: moment,
  },
  subject: () => text('Ein neuer Zugangsschlüssel', 'A new access token'),
  body: (values) => [
    greeting(values.name),
    paragraph(kinds[values.kind].de, kinds[values.kind].en),
    circumstances(
      values,
      [text('Zugangsschlüssel', 'Access token'), values.label],
      [text('Rechte', 'Permissions'), values.scopes],
      [text('Gültig bis', 'Valid until'), values.validUntil],
    ),
    allWell,
    ...thisWasNotMe(values.notMe),
  ],
})
