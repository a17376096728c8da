import { text } from '../../../kernel/language.ts'
import {
  button,
  facts,
  link,
  linkLine,
  mailTemplate,
  moment,
  paragraph,
  words,
  wordsInBoth,
} from '../../notifications/index.ts'
import { greeting } from './occasion.ts'

/** Somebody is invited into an organisation. `notMe` declines the invitation. */
export const invitationNotice = mailTemplate({
  name: 'identity/invitation',
  values: {
    name: words,
    organisation: words,
    invitedBy: words,
    /** The title of the role, or several with commas. */
    role: wordsInBoth,
    validUntil: moment,
    link,
    notMe: link,
  },
  subject: ({ organisation }) => text(`Ihre Einladung: ${organisation}`, `Your invitation: ${organisation}`),
  body: ({ name, organisation, invitedBy, role, validUntil, link, notMe }) => [
    greeting(name),
    paragraph(
      `${invitedBy} lädt Sie ein, bei ${organisation} mitzuarbeiten. Über den Link richten Sie Ihr Konto ein; das dauert wenige Minuten.`,
      `${invitedBy} invites you to join ${organisation}. The link lets you set up your account; this takes a few minutes.`,
    ),
    facts(
      [text('Organisation', 'Organisation'), organisation],
      [text('Ihre Rolle', 'Your role'), role],
      [text('Gültig bis', 'Valid until'), validUntil],
    ),
    button('Einladung annehmen', 'Accept the invitation', link),
    paragraph(
      'Der Link gilt nur für Sie und nur einmal. Geben Sie ihn bitte nicht weiter.',
      'The link is for you alone and works once. Please do not pass it on.',
    ),
    linkLine(
      'Sie erwarten keine Einladung? Dann waren nicht Sie gemeint, und hier lehnen Sie sie ab:',
      'You do not expect an invitation? Then it was not meant for you, and you decline it here:',
      notMe,
    ),
  ],
})
