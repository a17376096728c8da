import type { Actor, PersonActor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'

/** The person that calls about their own account; the routes' permission keeps everybody else out already. */
export function ownPerson(actor: Actor): PersonActor {
  if (actor.kind === 'person') return actor
  throw new Problem('forbidden', 'people-only', {
    de: 'Das ist das Konto einer Person; Schlüssel der Installation haben keines.',
    en: 'This is the account of a person; keys of the installation have none.',
  })
}
