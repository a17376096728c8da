import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import { roles as policies, type Role } from '../../../kernel/policy.ts'

const titleOf = (role: string): Text => policies[role as Role]?.title ?? text(role, role)

/** Several roles in one line, by their titles. */
export const roleTitles = (roles: readonly string[]): Text =>
  text(roles.map((role) => titleOf(role).de).join(', '), roles.map((role) => titleOf(role).en).join(', '))
