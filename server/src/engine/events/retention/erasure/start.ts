import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../../../kernel/id.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { retentionWriter } from '../tables.ts'
import { newestBatch, oldestBatch } from './batches.ts'
import { sealFor } from './sessions.ts'

const runningMax = 20
const saltBytes = 32

export interface NewErasure {
  readonly organisation: string
  /** As it stands in the events; letters of either case are the same. */
  readonly value: string
  readonly reason: string
}

/**
 * Begins to erase what was received so far of a person; the job does it. The sealed record holds the name, under the
 * installation's key; the disclosed one that follows at the end holds a salted hash of it. Throws a Problem.
 */
export async function startErasure(
  tx: Writer,
  { clock, keys }: Pick<Platform, 'clock' | 'keys'>,
  { organisation, value, reason }: NewErasure,
): Promise<Recorded<{ readonly id: string }>> {
  const now = clock.now()
  await requireRoom(tx)
  const id = newId(now)
  const sealed = sealFor(keys, id, 'value', value)
  const salt = randomBytes(saltBytes)
  const subject = `sha256:${createHash('sha256').update(salt).update(value).digest('hex')}`
  const first = await oldestBatch(tx)
  await retentionWriter(tx)
    .insertInto('events.erasure')
    .values({
      id,
      organisation_id: organisation,
      sealed_value: sealed,
      sealed_sessions: null,
      subject,
      state: 'looking',
      first_batch: first,
      until_batch: await newestBatch(tx),
      cursor_batch: first,
      problem: null,
      started_at: new Date(now),
      gone_at: null,
      ended_at: null,
    })
    .execute()
  const name = sealed.toString('base64')
  const data = { erasure: id, organisation, name, salt: salt.toString('hex'), subject, reason }
  return recorded([{ type: 'events.erasure-started', data, disclosed: false }], { id })
}

async function requireRoom(tx: Writer): Promise<void> {
  const { n } = await retentionWriter(tx)
    .selectFrom('events.erasure')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', 'in', ['looking', 'erasing'])
    .executeTakeFirstOrThrow()
  if (n < runningMax) return
  throw new Problem('conflict', 'too-many-erasures', {
    de: `Es laufen schon ${runningMax} Löschungen. Warten Sie, bis eine fertig ist.`,
    en: `${runningMax} erasures are under way already. Wait until one is done.`,
  })
}
