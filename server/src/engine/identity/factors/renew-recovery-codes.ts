import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { holdPerson, type OwnCall } from './add-factor.ts'
import { factorsOf } from './list.ts'
import { notifyRecoveryCodes } from './notices.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** New recovery codes in place of all earlier ones. Throws a Problem where there is no second factor to recover. */
export async function renewRecoveryCodes(
  tx: Writer,
  platform: Platform,
  { actor, request }: OwnCall,
): Promise<Recorded<{ recoveryCodes: string[] }>> {
  await holdPerson(tx, actor.personId)
  if (!(await factorsOf(tx, actor.personId)).hasSecond) {
    throw new Problem('conflict', 'no-second-factor', {
      de: 'Wiederherstellungscodes gehören zu einem zweiten Faktor. Richten Sie zuerst einen ein.',
      en: 'Recovery codes belong to a second factor. Set one up first.',
    })
  }
  const recoveryCodes = [...(await makeRecoveryCodes(tx, actor.personId))]
  await notifyRecoveryCodes(tx, platform, actor.personId, request)
  const concern = {
    actor,
    organisation: actor.organisation.id,
    person: actor.personId,
    now: platform.clock.now(),
  }
  return changed(tx, concern, [{ type: 'identity.recovery-codes-made', data: {} }], { recoveryCodes })
}
