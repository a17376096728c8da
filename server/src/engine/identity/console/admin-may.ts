import { useMay, useMe } from '@nachweis/console'
import { roles as policies, type Permission, type Role } from '../../../kernel/policy.ts'

/** Whether oneself holds the permission in that organisation: the own one, or a customer's as staff. */
export function useMayIn(organisation: string): (permission: Permission) => boolean {
  const me = useMe()
  const may = useMay()
  if (me === null || me.organisation.id === organisation) return may
  return (permission) => me.roles.some((role) => policies[role as Role]?.mayInCustomers(permission))
}

/** The organisation of whoever is signed in. */
export function useOwn(): { readonly id: string; readonly kind: 'provider' | 'customer' } {
  const me = useMe()
  return me?.organisation ?? { id: '', kind: 'customer' }
}
