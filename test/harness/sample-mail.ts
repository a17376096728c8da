import { text } from '../../server/src/kernel/language.ts'
import {
  button,
  link,
  mailTemplate,
  paragraph,
  queueMail,
  words,
  type NewMail,
} from '../../server/src/engine/notifications/index.ts'
import type { TestPlatform } from './platform.ts'

/** A mail as any module defines one. */
export const sampleTemplate = mailTemplate({
  name: 'test/sample',
  values: { name: words, link },
  subject: ({ name }) => text(`Grüße an ${name}`, `Greetings to ${name}`),
  body: ({ name, link }) => [
    paragraph(`Guten Tag ${name}, schön, dass Sie da sind.`, `Hello ${name}, good to have you here.`),
    button('Öffnen', 'Open', link),
  ],
})

type Sample = { name: string; link: string }

export const sampleLink = 'https://trust.example/de/link/very-secret-0123456789'

/** The sample to one person, with what differs. */
export function sampleMail(more: Partial<NewMail<Sample>> = {}): NewMail<Sample> {
  return {
    template: sampleTemplate,
    values: { name: 'Zoë', link: sampleLink },
    recipient: 'zoe@example.org',
    language: 'de',
    organisationId: null,
    personId: null,
    ...more,
  }
}

/** Queues the sample in a transaction of its own; answers its id. */
export const queueSample = (platform: TestPlatform, more: Partial<NewMail<Sample>> = {}): Promise<string> =>
  platform.database.transaction((tx) => queueMail(platform, tx, sampleMail(more)))
