import { minute, second } from '../../kernel/clock.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MailAnswer } from '../../platform/mail/mail-answer.ts'
import { notificationsWriter } from './tables.ts'

/** Longer than a message may take: see mail-server.ts. */
const leaseMs = 5 * minute
const firstWaitMs = 30 * second
const waitMsMax = 15 * minute
/** A time later than any that is written here comes from a clock that was set back since. */
const plausibleMs = 2 * waitMsMax

/** A mail on loan from the queue. */
export interface TakenMail {
  readonly id: string
  readonly recipient: string
  readonly language: string
  readonly subject: string
  readonly sealedBody: Uint8Array | null
  readonly tries: number
  readonly giveUpAt: number
}

/** Gives up what waits for too long: its link has run out, and it would only confuse. */
export async function giveUpOutdated({
  clock,
  database,
}: Pick<Platform, 'clock' | 'database'>): Promise<void> {
  const now = new Date(clock.now())
  await database.transaction((tx) =>
    notificationsWriter(tx)
      .updateTable('notifications.mail')
      .set({ state: 'failed', ended_at: now, last_problem: 'its link ran out before it was sent' })
      .where('state', '=', 'queued')
      .where('useful_until', '<=', now)
      .execute(),
  )
}

/** Lends the mail that has waited longest, or null. Unless `settleMail` ends the loan, it is due again after five minutes. */
export async function takeMail({
  clock,
  database,
}: Pick<Platform, 'clock' | 'database'>): Promise<TakenMail | null> {
  const now = clock.now()
  return database.transaction(async (bare) => {
    const tx = notificationsWriter(bare)
    const due = await tx
      .selectFrom('notifications.mail')
      .selectAll()
      .where('state', '=', 'queued')
      .where(({ eb, or }) =>
        or([eb('next_try_at', '<=', new Date(now)), eb('next_try_at', '>', new Date(now + plausibleMs))]),
      )
      .orderBy('next_try_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!due) return null
    const tries = due.tries + 1
    await tx
      .updateTable('notifications.mail')
      .set({ tries, next_try_at: new Date(now + leaseMs) })
      .where('id', '=', due.id)
      .execute()
    const { id, recipient, language, subject, sealed_body: sealedBody } = due
    return { id, recipient, language, subject, sealedBody, tries, giveUpAt: due.give_up_at.getTime() }
  })
}

/** Writes down what became of a mail on loan. Once sent, its body is gone. */
export async function settleMail(
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  mail: TakenMail,
  answer: MailAnswer,
): Promise<void> {
  const now = clock.now()
  const next = now + waitMs(mail.id, mail.tries)
  await database.transaction((tx) =>
    notificationsWriter(tx)
      .updateTable('notifications.mail')
      .set(outcome(answer, now, next, mail.giveUpAt))
      .where('id', '=', mail.id)
      .where('state', '=', 'queued')
      .execute(),
  )
}

function outcome(answer: MailAnswer, now: number, next: number, giveUpAt: number) {
  const ended = { ended_at: new Date(now) }
  if (answer.kind === 'sent')
    return { state: 'sent' as const, ...ended, sealed_body: null, last_problem: null }
  const hopeless = (answer.kind === 'refused' && answer.permanent) || next > giveUpAt
  if (hopeless) return { state: 'failed' as const, ...ended, last_problem: answer.reason }
  return { next_try_at: new Date(next), last_problem: answer.reason }
}

/** Doubles from 30 seconds to 15 minutes, up to a quarter longer: mails that failed together do not come back together. */
export function waitMs(id: string, tries: number): number {
  const wait = Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(tries - 1, 10))
  const share = Number.parseInt(id.slice(-4), 16) / 0x1_00_00
  return Math.round(wait * (1 + share / 4))
}
