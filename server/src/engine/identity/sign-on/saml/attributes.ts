import type { SamlConnection, SamlIdentity } from './connection.ts'
import { assertionNs } from './names.ts'
import { samlProblem } from './refusal.ts'
import { attributeOf, childrenOf, textOf, type Element } from './xml.ts'

const emailCharactersMax = 254
const nameCharactersMax = 200
const groupCharactersMax = 300
const groupsMax = 500

/**
 * What the connection maps of an assertion's attributes, matched by Name. Values that are empty, structured, too long or
 * with control characters count as absent. Throws a Problem when there are too many groups: some would be lost.
 */
export function attributesFor(
  { attributes }: SamlConnection,
  assertion: Element,
): Pick<SamlIdentity, 'email' | 'name' | 'groups'> {
  const all = childrenOf(assertion, assertionNs, 'AttributeStatement').flatMap((statement) =>
    childrenOf(statement, assertionNs, 'Attribute'),
  )
  const values = (names: readonly string[], charactersMax: number) =>
    names
      .map((name) => all.filter((attribute) => attributeOf(attribute, 'Name') === name).flatMap(valuesOf))
      .map((found) => found.filter((value) => value.length <= charactersMax))
      .find((found) => found.length > 0) ?? []
  const groups = [...new Set(values(attributes.groups, groupCharactersMax))]
  if (groups.length > groupsMax) throw samlProblem('saml-too-large', `more than ${groupsMax} groups`)
  return {
    email: values(attributes.email, emailCharactersMax)[0] ?? null,
    name: values(attributes.name, nameCharactersMax)[0] ?? null,
    groups,
  }
}

const valuesOf = (attribute: Element): string[] =>
  childrenOf(attribute, assertionNs, 'AttributeValue')
    .filter((value) => childrenOf(value).length === 0)
    .map(textOf)
    .filter((value) => value !== '' && !/\p{Cc}/u.test(value))
