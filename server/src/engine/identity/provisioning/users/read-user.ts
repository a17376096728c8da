import { normaliseEmail } from '../../people/email.ts'
import { normaliseName } from '../../people/name.ts'
import { field } from '../patch/patch.ts'
import { readBoolean, readText } from '../read-value.ts'
import { scimProblem } from '../scim-problem.ts'

/** What an identity provider says of a person, checked. */
export interface UserAttributes {
  /** The e-mail address of the account, in its one spelling. */
  readonly userName: string
  readonly externalId: string | null
  readonly displayName: string | null
  readonly formatted: string | null
  readonly givenName: string | null
  readonly familyName: string | null
}

export interface WantedUser extends UserAttributes {
  /** undefined: as it is. */
  readonly active: boolean | undefined
  /** Of a new account; null when it is neither of ours. */
  readonly language: 'de' | 'en' | null
}

const externalIdCharactersMax = 300
const nameCharactersMax = 120

/** Reads a User resource (RFC 7643, section 4.1), names of attributes in any case. Throws a SCIM problem. */
export function readUser(body: unknown): WantedUser {
  const userName = readText(field(body, 'username'), 'userName', 254)
  if (userName === null) throw scimProblem('invalidValue', 'userName is required: the e-mail address.')
  const name = field(body, 'name')
  return {
    userName: normaliseEmail(userName),
    externalId: readText(field(body, 'externalid'), 'externalId', externalIdCharactersMax),
    displayName: readName(field(body, 'displayname'), 'displayName'),
    formatted: readName(field(name, 'formatted'), 'name.formatted'),
    givenName: readName(field(name, 'givenname'), 'name.givenName'),
    familyName: readName(field(name, 'familyname'), 'name.familyName'),
    active: readBoolean(field(body, 'active'), 'active'),
    language: readLanguage(field(body, 'preferredlanguage')) ?? readLanguage(field(body, 'locale')),
  }
}

/** The name that is shown: as the identity provider writes it, else put together, else the address. */
export function shownName(user: UserAttributes): string {
  if (user.displayName !== null) return user.displayName
  const parts = [user.givenName, user.familyName].filter((part) => part !== null).join(' ')
  return (parts || user.formatted || user.userName).slice(0, nameCharactersMax)
}

function readName(value: unknown, attribute: string): string | null {
  const text = readText(value, attribute, nameCharactersMax)
  return text === null ? null : normaliseName(text)
}

function readLanguage(value: unknown): 'de' | 'en' | null {
  const tag = typeof value === 'string' ? /^(de|en)\b/i.exec(value)?.[1] : undefined
  return tag === undefined ? null : (tag.toLowerCase() as 'de' | 'en')
}
