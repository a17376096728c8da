import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

/** Whose sessions end: all of a person (but one), one of a person, or all of an organisation. */
export type SessionsOf =
  | { readonly person: string; readonly except?: string }
  | { readonly person: string; readonly session: string }
  | { readonly organisation: string; readonly except?: string }

/** Ends sessions at once: the next request with their cookie is anonymous. Answers how many. */
export async function endSessions(tx: Writer, of: SessionsOf): Promise<number> {
  const tables = identityWriter(tx)
  let ending = tables.deleteFrom('identity.session')
  if ('organisation' in of) {
    const people = tables
      .selectFrom('identity.person')
      .select('id')
      .where('organisation_id', '=', of.organisation)
    ending = ending.where('person_id', 'in', people)
  } else {
    ending = ending.where('person_id', '=', of.person)
    if ('session' in of) ending = ending.where('id', '=', of.session)
  }
  if ('except' in of && of.except !== undefined) ending = ending.where('id', '!=', of.except)
  return Number((await ending.executeTakeFirst()).numDeletedRows)
}
