import { z } from 'zod'
import { defineRoute } from '../../kernel/route.ts'

const time = z.iso.datetime()

/** queued: will be tried; sent: the mail server took it; not-sent: there was no mail server; failed: given up. */
export const mailStates = ['queued', 'sent', 'not-sent', 'failed'] as const
export type MailState = (typeof mailStates)[number]

const mailRow = z.object({
  id: z.uuid(),
  recipient: z.string(),
  language: z.enum(['de', 'en']),
  template: z.string().describe('<module>/<mail>'),
  subject: z.string(),
  state: z.enum(mailStates),
  tries: z.number().int(),
  nextTryAt: time.nullable().describe('null: it is not waiting'),
  lastProblem: z.string().nullable(),
  createdAt: time,
  sentAt: time.nullable(),
  organisationId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
})

const mailPath = z.strictObject({ id: z.uuid() })

export const listMails = defineRoute({
  name: 'list-mails',
  method: 'get',
  path: '/api/v1/notifications/mails',
  summary: 'Outgoing mails, newest first, in pages',
  permission: 'notifications:read-outbox',
  query: z.strictObject({
    state: z.enum(mailStates).optional(),
    before: z.uuid().optional().describe('continue before this mail'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    mails: z.array(mailRow),
    before: z.string().nullable(),
    /** Without a mail server everything stays here, marked as not sent. */
    hasMailServer: z.boolean(),
  }),
})

export const showMail = defineRoute({
  name: 'show-mail',
  method: 'get',
  path: '/api/v1/notifications/mails/{id}',
  summary: 'One outgoing mail without its body',
  permission: 'notifications:read-outbox',
  params: mailPath,
  output: mailRow.extend({
    canBeOpened: z.boolean().describe('its body is kept, and there is no mail server to send it'),
    canBeRetried: z.boolean(),
  }),
})

export const openMail = defineRoute({
  name: 'open-mail',
  method: 'post',
  path: '/api/v1/notifications/mails/{id}/open',
  summary:
    'Text and HTML of a mail, while no mail server is configured; logged, because its links are credentials of the recipient',
  permission: 'notifications:open-mail',
  stepUp: true,
  params: mailPath,
  output: z.object({
    subject: z.string(),
    text: z.string(),
    html: z.string().describe('a document for a frame with an empty sandbox'),
  }),
})

export const retryMail = defineRoute({
  name: 'retry-mail',
  method: 'post',
  path: '/api/v1/notifications/mails/{id}/retry',
  summary: 'Send a mail that failed or was not sent',
  permission: 'notifications:retry',
  params: mailPath,
  output: z.object({ id: z.uuid(), state: z.enum(mailStates) }),
})
