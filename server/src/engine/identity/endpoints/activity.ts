import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/activity.ts'
import { listActivity } from '../people/list-activity.ts'
import { ownPerson } from './own.ts'

/** What happened in an organisation, and with one's own account. */
export const activityEndpoints = ({ database }: Platform): Endpoint[] => [
  answer(contract.listActivity, ({ params, query }) => listActivity(database.reader, params, query)),
  answer(contract.listMyActivity, async ({ actor, query }) =>
    listActivity(database.reader, { person: ownPerson(actor).personId }, query),
  ),
]
