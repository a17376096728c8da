import type { Actor, PersonActor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from './saved-contract.ts'
import { deleteSaved, listSaved, saveOne } from './saved-searches.ts'

/** Searches that people keep under a name. */
export function savedSearchEndpoints(platform: Platform): Endpoint[] {
  const { database, clock } = platform
  return [
    answer(contract.listSavedSearches, ({ params, actor }) =>
      listSaved(database.reader, params.organisation, actor.kind === 'person' ? actor.personId : null),
    ),
    answer(contract.saveSearch, ({ params: { organisation }, body, actor }) =>
      runCommand(platform, { permission: contract.saveSearch.permission, actor, organisation }, (tx) =>
        saveOne(tx, somebody(actor), organisation, body, clock.now()),
      ),
    ),
    answer(contract.deleteSavedSearch, ({ params: { organisation, search }, actor }) =>
      runCommand(platform, { permission: contract.deleteSavedSearch.permission, actor, organisation }, (tx) =>
        deleteSaved(tx, somebody(actor), organisation, search),
      ),
    ),
  ]
}

function somebody(actor: Actor): PersonActor {
  if (actor.kind === 'person') return actor
  throw new Problem('forbidden', 'person-required', {
    de: 'Eine gespeicherte Suche gehört jemandem: Das geht angemeldet oder mit einem Zugangsschlüssel, nicht mit dem Schlüssel des Servers.',
    en: 'A saved search belongs to somebody: sign in or use a token, not the key of the server.',
  })
}
