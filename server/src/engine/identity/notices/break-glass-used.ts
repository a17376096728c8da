import { text } from '../../../kernel/language.ts'
import { button, mailTemplate, paragraph, words } from '../../notifications/index.ts'
import { circumstances, greeting, occasion } from './occasion.ts'

/** To all administrators: somebody signed in with the emergency account, past the identity provider. */
export const breakGlassUsedNotice = mailTemplate({
  name: 'identity/break-glass-used',
  /** `account`: the name of the emergency account. */
  values: { ...occasion, organisation: words, account: words },
  subject: ({ organisation }) =>
    text(`Notfallkonto benutzt: ${organisation}`, `Emergency account used: ${organisation}`),
  body: (values) => [
    greeting(values.name),
    paragraph(
      `das Notfallkonto von ${values.organisation} wurde benutzt. Damit hat sich jemand angemeldet, ohne den Identitätsanbieter zu durchlaufen.`,
      `The emergency account of ${values.organisation} was used. Somebody signed in with it without passing the identity provider.`,
    ),
    circumstances(values, [text('Konto', 'Account'), values.account]),
    paragraph(
      'Klären Sie bitte, wer das war und warum. Ist der Anlass bekannt, müssen Sie sonst nichts tun.',
      'Please find out who this was and why. If the reason is known, there is nothing else to do.',
    ),
    paragraph(
      'War es niemand von Ihnen, sagen Sie es uns bitte sofort: Wir beenden dann alle Sitzungen dieses Kontos und sperren es.',
      'If it was none of you, please tell us at once: we then end all sessions of this account and block it.',
    ),
    button('Das war niemand von uns', 'This was none of us', values.notMe),
  ],
})
