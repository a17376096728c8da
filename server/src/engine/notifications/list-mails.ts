import { Problem } from '../../kernel/problem.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MailState } from './contract.ts'
import { notificationsReader } from './tables.ts'

type Needed = Pick<Platform, 'clock' | 'configuration' | 'database'>

/** Without the body, which is not even read. */
const columns = [
  'id',
  'recipient',
  'language',
  'template',
  'subject',
  'state',
  'tries',
  'next_try_at as nextTryAt',
  'last_problem as lastProblem',
  'created_at as createdAt',
  'ended_at as endedAt',
  'organisation_id as organisationId',
  'person_id as personId',
] as const

const query = ({ database }: Needed) =>
  notificationsReader(database.reader).selectFrom('notifications.mail').select(columns)

type Row = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>

function shown({ endedAt, ...row }: Row) {
  return {
    ...row,
    nextTryAt: row.state === 'queued' ? row.nextTryAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.state === 'sent' && endedAt ? endedAt.toISOString() : null,
  }
}

/** A page of the outbox, newest first. */
export async function listMails(
  platform: Needed,
  wanted: {
    readonly state?: MailState | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
) {
  const { state, before, limit } = wanted
  const rows = await query(platform)
    .$if(state !== undefined, (narrowed) => narrowed.where('state', '=', state as MailState))
    .$if(before !== undefined, (narrowed) => narrowed.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    mails: page.map(shown),
    before: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    hasMailServer: platform.configuration().mail !== undefined,
  }
}

/** One mail and what can be done with it. Throws a Problem when there is none. */
export async function readMail(platform: Needed, id: string) {
  const row = await query(platform)
    .select(({ eb }) => [
      eb('sealed_body', 'is not', null).as('hasBody'),
      eb
        .or([eb('useful_until', 'is', null), eb('useful_until', '>', new Date(platform.clock.now()))])
        .as('isUseful'),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noSuchMail()
  const { hasBody, isUseful, ...rest } = row
  const hasServer = platform.configuration().mail !== undefined
  const unsent = row.state === 'failed' || row.state === 'not-sent'
  return {
    ...shown(rest),
    canBeOpened: Boolean(hasBody) && !hasServer,
    canBeRetried: Boolean(hasBody) && Boolean(isUseful) && hasServer && unsent,
  }
}

export const noSuchMail = () =>
  new Problem('not-found', 'no-such-mail', {
    de: 'Diese Mail gibt es im Postausgang nicht oder nicht mehr.',
    en: 'There is no such mail in the outbox, or not any more.',
  })
