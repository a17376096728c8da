import type { Language, Text } from '../../../kernel/language.ts'
import type { MailSender } from './last-lines.ts'
import type { MailPart } from './mail-parts.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import type { ValueKind } from './mail-values.ts'

/** A mail as it is sent: everything in one language. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

// eslint-disable-next-line typescript/no-explicit-any -- what each kind takes is inferred from the template itself
type Kinds = Readonly<Record<string, ValueKind<any>>>
/** What a caller gives for each value. */
export type Given<K extends Kinds> = {
  readonly [N in keyof K]: K[N] extends ValueKind<infer Value> ? Value : never
}
/** What the sentences get: harmless characters, in the language of the mail; names of a choice stay what they are. */
type Shown<K extends Kinds> = {
  readonly [N in keyof K]: K[N] extends ValueKind<infer Value>
    ? Value extends string
      ? Value
      : string
    : never
}

export interface MailTemplate<G = never> {
  /** `<module>/<mail>`, as in the outbox. */
  readonly name: string
  render(given: G, language: Language, sender: MailSender): MailContent
}

const subjectCharactersMax = 150

/**
 * Declares a mail. Subject and body are written in both languages with values that were made harmless by their kind, so a
 * hostile name cannot reach a header, the markup or a line of its own. Throws when a part lacks its words.
 */
export function mailTemplate<const K extends Kinds>(template: {
  readonly name: string
  readonly values: K
  readonly subject: (values: Shown<K>) => Text
  readonly body: (values: Shown<K>) => readonly MailPart[]
}): MailTemplate<Given<K>> {
  return {
    name: template.name,
    render(given, language, sender) {
      const shown = Object.fromEntries(
        Object.entries(template.values).map(([name, kind]) => [
          name,
          kind.show(given[name], language) as unknown,
        ]),
      ) as Shown<K>
      const subject = template.subject(shown)[language].slice(0, subjectCharactersMax)
      const parts = template.body(shown)
      if (parts.filter(({ kind }) => kind === 'button').length > 1)
        throw new Error(`${template.name} has more than one button`)
      return {
        subject,
        text: renderText(parts, language, sender),
        html: renderHtml(subject, parts, language, sender),
      }
    },
  }
}
