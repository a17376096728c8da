import type { Language } from '../../../kernel/language.ts'
import { oneLine } from '../../../platform/mail/mail-answer.ts'

/** Who writes. */
export interface MailSender {
  readonly provider: string
  /** E-mail address or https address for questions. */
  readonly contact: string
}

/** What stands under every mail. */
export function lastLines({ provider, contact }: MailSender, language: Language): string {
  const [by, ask] = [oneLine(provider), oneLine(contact)]
  return language === 'de'
    ? `Diese Nachricht hat ${by} automatisch verschickt. Antworten darauf liest niemand; bei Fragen erreichen Sie uns hier: ${ask}`
    : `${by} sent this message automatically. Nobody reads replies to it; if you have questions, you reach us here: ${ask}`
}

/** Before the address that a button leads to, for programs that show no button. */
export const inFull = {
  de: 'Falls sich die Schaltfläche nicht öffnen lässt, kopieren Sie diese Adresse in Ihren Browser:',
  en: 'If the button does not open, copy this address into your browser:',
}
