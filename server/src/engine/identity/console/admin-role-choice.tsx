import type { ReactNode } from 'react'
import { CheckboxGroup, text, useMe } from '@nachweis/console'
import { roles as policies, rolesOf, type Role } from '../../../kernel/policy.ts'

/** The roles of such an organisation, each with the sentence that says what it may. The form gets `roles`. */
export function RoleChoice({
  kind,
  defaultValue,
}: {
  readonly kind: 'provider' | 'customer'
  readonly defaultValue: readonly string[]
}): ReactNode {
  // No route asks for it, so it is not among the permissions that `me` lists.
  const own = useMe()?.roles ?? []
  const mayAppointOwner = own.some((role) => policies[role as Role]?.may('identity:appoint-owner'))
  const possible = rolesOf(kind).filter(
    (role) => role !== 'owner' || mayAppointOwner || defaultValue.includes(role),
  )
  return (
    <CheckboxGroup
      name="roles"
      label={words.roles}
      description={words.several}
      defaultValue={[...defaultValue]}
      options={possible.map((id) => ({
        id,
        label: policies[id].title,
        description: policies[id].sentence,
      }))}
    />
  )
}

const words = {
  roles: text('Rollen', 'Roles'),
  several: text(
    'Mehrere sind möglich; es gilt, was eine davon erlaubt.',
    'Several are possible; what one of them allows holds.',
  ),
}
