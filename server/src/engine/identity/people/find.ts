import { Problem } from '../../../kernel/problem.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { identityReader, identityWriter } from '../tables.ts'

export interface Organisation {
  readonly id: string
  readonly kind: 'provider' | 'customer'
  readonly name: string
  readonly state: 'active' | 'closed'
  readonly secondFactor: 'encouraged' | 'required'
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: 'de' | 'en'
  readonly roles: readonly Role[]
  readonly state: 'invited' | 'active' | 'deactivated'
  readonly breakGlass: boolean
}

const organisationColumns = ['id', 'kind', 'name', 'state', 'second_factor as secondFactor'] as const

/** The organisation. Throws a Problem when there is none. */
export async function requireOrganisation(reader: Reader, id: string): Promise<Organisation> {
  const row = await identityReader(reader)
    .selectFrom('identity.organisation')
    .select(organisationColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noOrganisation()
  return row
}

/**
 * The organisation, locked until the transaction ends: of two requests that would each leave one administrator, the
 * second sees what the first did. Throws a Problem when there is none, or it was closed.
 */
export async function lockOrganisation(tx: Writer, id: string): Promise<Organisation> {
  const row = await identityWriter(tx)
    .selectFrom('identity.organisation')
    .select(organisationColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noOrganisation()
  if (row.state === 'closed') {
    throw new Problem('conflict', 'organisation-closed', {
      de: `${row.name} ist geschlossen. Öffnen Sie das Unternehmen zuerst wieder.`,
      en: `${row.name} is closed. Reopen it first.`,
    })
  }
  return row
}

export const noOrganisation = () =>
  new Problem('not-found', 'no-such-organisation', {
    de: 'Diese Organisation gibt es nicht, oder sie ist nicht Ihre.',
    en: 'There is no such organisation, or it is not yours.',
  })

/** The person of this organisation. Throws a Problem for everybody else's, as for none at all. */
export async function requirePerson(reader: Reader, organisation: string, person: string): Promise<Person> {
  const row = await identityReader(reader)
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language', 'roles', 'state', 'break_glass as breakGlass'])
    .where('organisation_id', '=', organisation)
    .where('id', '=', person)
    .executeTakeFirst()
  if (row) return row
  throw new Problem('not-found', 'no-such-person', {
    de: 'Diese Person gibt es in Ihrer Organisation nicht (mehr). Laden Sie die Liste neu.',
    en: 'There is no such person in your organisation (any more). Load the list again.',
  })
}

/** Throws a Problem unless the person is in one of the states that a change is for. */
export function requireState(person: Person, ...states: Person['state'][]): void {
  if (states.includes(person.state)) return
  const words = {
    invited: ['hat die Einladung noch nicht angenommen', 'has not accepted the invitation yet'],
    active: ['ist aktiv', 'is active'],
    deactivated: ['ist deaktiviert', 'is deactivated'],
  } as const
  const [de, en] = words[person.state]
  throw new Problem('conflict', `person-${person.state}`, {
    de: `Das geht hier nicht: ${person.name} ${de}.`,
    en: `That is not possible here: ${person.name} ${en}.`,
  })
}
