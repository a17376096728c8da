import { day } from '../../kernel/clock.ts'
import type { Platform } from '../../platform/platform.ts'
import { notificationsWriter } from './tables.ts'

/** How long the outbox shows a mail after it was sent or given up. */
export const rowKeptMs = 30 * day
/** How long an unsent mail keeps its body, to be opened or tried again. */
export const bodyKeptMs = 7 * day

/** Deletes old mails, and the bodies of unsent ones before. What waits in the queue is not touched. */
export async function cleanUpMails({ clock, database }: Pick<Platform, 'clock' | 'database'>): Promise<void> {
  const now = clock.now()
  await database.transaction(async (bare) => {
    const tx = notificationsWriter(bare)
    await tx
      .deleteFrom('notifications.mail')
      .where('ended_at', '<', new Date(now - rowKeptMs))
      .execute()
    await tx
      .updateTable('notifications.mail')
      .set({ sealed_body: null })
      .where('ended_at', '<', new Date(now - bodyKeptMs))
      .where('sealed_body', 'is not', null)
      .execute()
  })
}
