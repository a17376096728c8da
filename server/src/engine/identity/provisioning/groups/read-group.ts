import { field, isObject } from '../patch/patch.ts'
import { readText } from '../read-value.ts'
import { isId } from '../resource-id.ts'
import { scimProblem } from '../scim-problem.ts'

/** What an identity provider says of a group, checked. `members` are ids of users. */
export interface WantedGroup {
  readonly displayName: string
  readonly externalId: string | null
  readonly members: ReadonlySet<string>
}

/** As long as a group that a connection maps can be. */
const groupCharactersMax = 300
const membersMax = 20_000

/** Reads a Group resource (RFC 7643, section 4.2), names of attributes in any case. Throws a SCIM problem. */
export function readGroup(body: unknown): WantedGroup {
  const displayName = readText(field(body, 'displayname'), 'displayName', groupCharactersMax)
  if (displayName === null) throw scimProblem('invalidValue', 'displayName is required.')
  return {
    displayName,
    externalId: readText(field(body, 'externalid'), 'externalId', groupCharactersMax),
    members: readMembers(field(body, 'members') ?? []),
  }
}

function readMembers(list: unknown): Set<string> {
  if (!Array.isArray(list)) throw scimProblem('invalidValue', 'members is a list.')
  if (list.length > membersMax) {
    throw scimProblem('invalidValue', `A group has at most ${membersMax} members.`)
  }
  return new Set(
    list.map((each: unknown) => {
      const value = isObject(each) ? field(each, 'value') : each
      if (typeof value !== 'string' || !isId(value)) throw unknownMember(String(value))
      return value
    }),
  )
}

/** Also for groups within groups, which we do not keep. */
export const unknownMember = (id: string) =>
  scimProblem(
    'invalidValue',
    `There is no User ${id.slice(0, 80)} here. Provision members before their group.`,
  )
