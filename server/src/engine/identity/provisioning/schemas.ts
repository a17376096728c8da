import { groupShape, userShape } from './shape.ts'

interface Attribute {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'reference' | 'complex'
  readonly multiValued: boolean
  readonly description: string
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable'
  readonly returned: 'default'
  readonly uniqueness: 'none' | 'server'
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

/** An attribute; without further word an optional string that can be written. */
const attribute = (name: string, description: string, rest: Partial<Attribute> = {}): Attribute => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...rest,
})

const readOnly = { mutability: 'readOnly' } as const
const externalId = attribute('externalId', 'What the identity provider calls it', { caseExact: true })
const reference = (referenceTypes: readonly string[]) =>
  attribute('$ref', 'Its address', { type: 'reference', referenceTypes, ...readOnly })

export const userSchema = {
  id: userShape.urn,
  name: 'User',
  description: 'A person with an account',
  attributes: [
    attribute('userName', 'E-mail address, in a domain that the organisation has proven', {
      required: true,
      uniqueness: 'server',
    }),
    externalId,
    attribute('displayName', 'Name that is shown'),
    attribute('name', 'Parts of the name', {
      type: 'complex',
      subAttributes: [
        attribute('formatted', 'The whole name'),
        attribute('givenName', 'Given name'),
        attribute('familyName', 'Family name'),
      ],
    }),
    attribute('active', 'Whether the person may sign in; false ends all sessions at once', {
      type: 'boolean',
    }),
    attribute('emails', 'The address of userName', {
      type: 'complex',
      multiValued: true,
      ...readOnly,
      subAttributes: [
        attribute('value', 'Address', readOnly),
        attribute('type', 'work', readOnly),
        attribute('primary', 'true', { type: 'boolean', ...readOnly }),
      ],
    }),
    attribute('groups', 'Groups of the person', {
      type: 'complex',
      multiValued: true,
      ...readOnly,
      subAttributes: [
        attribute('value', 'Id of the group', { caseExact: true, ...readOnly }),
        reference(['Group']),
        attribute('display', 'Name of the group', readOnly),
        attribute('type', 'direct', readOnly),
      ],
    }),
  ],
}

export const groupSchema = {
  id: groupShape.urn,
  name: 'Group',
  description: 'A group; a connection of the organisation may map it to a role',
  attributes: [
    attribute('displayName', 'Name, unique in the organisation', {
      required: true,
      caseExact: true,
      uniqueness: 'server',
    }),
    externalId,
    attribute('members', 'People of the group', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('value', 'Id of the user', { caseExact: true, mutability: 'immutable' }),
        reference(['User']),
        attribute('display', 'Name that is shown', readOnly),
        attribute('type', 'User', { mutability: 'immutable' }),
      ],
    }),
  ],
}
