import { defineCheck, defineObserver, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { day, hour, second } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { fetchBounded } from '../../../../platform/net/http/fetch-bounded.ts'

const path = '/.well-known/security.txt'
const fileBytesMax = 32 * 1024

interface Answer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

interface Parameters {
  readonly [name: string]: number
  readonly days: number
}

/** Fetches the file as a researcher does. */
const contactFile = defineObserver<Target, Answer>({
  id: 'contact-file',
  everyMs: hour,
  budgetMs: 15 * second,
  fromOutside: true,
  targets: () => [{ id: path }],
  observe: async ({ platform, signal }): Promise<Answer> => {
    const limits = {
      timeoutMs: 10 * second,
      headerBytesMax: 16_384,
      bodyBytesMax: fileBytesMax,
      redirectsMax: 3,
    }
    const answer = await fetchBounded(platform.addresses().http + path, { signal, ...limits })
    const contentType = answer.headers['content-type'] ?? ''
    return { status: answer.status, contentType, text: answer.body.toString('utf8') }
  },
})

/** RFC 9116: at least one contact that can be used, and exactly one end of validity, far enough away. */
export function judgeReportable(answer: Answer, { days }: Parameters, now: number): Finding {
  if (answer.status !== 200) {
    return fails(
      'no-file',
      `Die Adresse antwortet mit ${answer.status}.`,
      `The address answers ${answer.status}.`,
    )
  }
  if (!answer.contentType.startsWith('text/plain')) {
    return fails(
      'not-plain-text',
      'Die Datei kommt nicht als einfacher Text.',
      'The file does not come as plain text.',
    )
  }
  const fields = answer.text
    .split(/\r?\n/)
    .flatMap((line) => /^(Contact|Expires): (\S+)$/i.exec(line)?.slice(1, 3) ?? [])
  const values = (name: string) => fields.filter((_, at) => fields[at - 1]?.toLowerCase() === name)
  const contacts = values('contact').filter((contact) =>
    /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+|tel:\+?[\d-]+)$/.test(contact),
  )
  const [expires, ...more] = values('expires')
  const left = (Date.parse(expires ?? '') - now) / day
  if (contacts.length === 0)
    return fails('no-contact', 'Die Datei nennt keinen Kontakt.', 'The file names no contact.')
  if (expires === undefined || more.length > 0 || Number.isNaN(left)) {
    return fails(
      'no-expiry',
      'Die Datei sagt nicht eindeutig, bis wann sie gilt.',
      'The file does not say clearly until when it is valid.',
    )
  }
  const whole = Math.floor(left)
  if (left < days)
    return fails(
      'expires-soon',
      `Die Datei gilt nur noch ${whole} Tage.`,
      `The file is valid for ${whole} more days only.`,
    )
  const de = `Die Datei nennt ${contacts.length === 1 ? 'einen Kontakt' : `${contacts.length} Kontakte`} und gilt noch ${whole} Tage.`
  const en = `The file names ${contacts.length === 1 ? 'one contact' : `${contacts.length} contacts`} and is valid for ${whole} more days.`
  return { verdict: 'holds', code: 'contact-found', observed: text(de, en) }
}

const fails = (code: string, de: string, en: string): Finding => ({
  verdict: 'fails',
  code,
  observed: text(de, en),
})

export const reportable = defineCheck<Target, Answer, Parameters>({
  version: 1,
  method: text(
    'Wir rufen die Datei security.txt ab, wie es jemand täte, der eine Schwachstelle melden will, und lesen Kontakt und Gültigkeit (RFC 9116).',
    'We fetch the file security.txt as somebody would who wants to report a weakness, and read contact and validity (RFC 9116).',
  ),
  validityMs: 6 * hour,
  observer: contactFile,
  judge: judgeReportable,
})
