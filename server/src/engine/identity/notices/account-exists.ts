import { text } from '../../../kernel/language.ts'
import { button, facts, link, linkLine, mailTemplate, paragraph, words } from '../../notifications/index.ts'
import { greeting } from './occasion.ts'

/** In the place of an invitation, where the mailbox has an account already: only its owner learns so. */
export const accountExistsNotice = mailTemplate({
  name: 'identity/account-exists',
  values: { name: words, organisation: words, invitedBy: words, link, notMe: link },
  subject: ({ organisation }) => text(`Ihre Einladung: ${organisation}`, `Your invitation: ${organisation}`),
  body: ({ name, organisation, invitedBy, link, notMe }) => [
    greeting(name),
    paragraph(
      `${invitedBy} lädt Sie ein, bei ${organisation} mitzuarbeiten. Zu dieser E-Mail-Adresse gibt es hier aber schon ein Konto, und ein Konto gehört zu genau einer Organisation.`,
      `${invitedBy} invites you to join ${organisation}. There is an account for this e-mail address here already, though, and an account belongs to exactly one organisation.`,
    ),
    facts([text('Organisation', 'Organisation'), organisation]),
    paragraph(
      'Ihr Konto bleibt, wie es ist, und wer Sie eingeladen hat, erfährt nichts davon. Möchten Sie mitarbeiten, lassen Sie sich bitte unter einer anderen Adresse einladen.',
      'Your account stays as it is, and whoever invited you learns nothing of it. If you want to join, please ask to be invited under another address.',
    ),
    button('Zur Anmeldung', 'To the sign-in', link),
    linkLine(
      'Sie erwarten keine Einladung? Dann waren nicht Sie gemeint, und hier lehnen Sie sie ab:',
      'You do not expect an invitation? Then it was not meant for you, and you decline it here:',
      notMe,
    ),
  ],
})
