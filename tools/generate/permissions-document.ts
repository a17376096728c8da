import type { Actor } from '../../server/src/kernel/actor.ts'
import { may } from '../../server/src/kernel/permission.ts'
import { roleNames, roles, type Role } from '../../server/src/kernel/policy.ts'
import type { AnyRoute } from '../../server/src/kernel/route.ts'
import { generatedNote, table, type HousePlan } from './house-plan.ts'

const others: readonly [string, Actor][] = [
  ['anonymous', { kind: 'anonymous' }],
  ['operator', { kind: 'operator', tokenId: '' }],
]

/** Somebody signed in with a second factor, in an organisation of the kind that the role belongs to. */
const holder = (role: Role): Actor => ({
  kind: 'person',
  personId: '',
  organisation: { id: 'own', kind: roles[role].organisation },
  roles: [role],
  means: { kind: 'session', id: '', level: 2, way: '', authenticatedAt: 0, enrolment: false },
})

/**
 * permissions.md: the roles as sentences, and every route with the permission that it needs, who holds it in the own
 * organisation, and whose staff hold it in the organisations of customers.
 */
export function permissionsDocument({ routes }: HousePlan): string {
  return [
    '# Who may call what',
    '',
    generatedNote,
    '',
    'A role is what `server/src/kernel/policy.ts` says. "others": holds the permission in the organisations of customers',
    'too. Routes with "step-up" ask a signed-in person to prove again who they are. Tokens hold what their scopes name,',
    'and never a step-up route.',
    '',
    '## Roles',
    '',
    table(
      ['Role', 'Of', 'Sentence'],
      roleNames.map((role) => [role, roles[role].organisation, roles[role].sentence.en]),
    ),
    '',
    '## Routes',
    '',
    table(
      ['Route', 'Name', 'Permission', 'Step-up', ...others.map(([name]) => name), ...roleNames],
      routes.map(row),
    ),
    '',
  ].join('\n')
}

function row(route: AnyRoute): string[] {
  const { name, method, path, permission, stepUp } = route
  const ofTenant = path.includes('{organisation}')
  const cell = (actor: Actor) => {
    const own = may(actor, permission, ofTenant ? 'own' : undefined)
    const elsewhere = ofTenant && may(actor, permission, 'other')
    return own && elsewhere && actor.kind === 'person'
      ? 'yes, others'
      : own
        ? 'yes'
        : elsewhere
          ? 'others'
          : 'no'
  }
  return [
    `${method.toUpperCase()} \`${path}\``,
    name,
    `\`${permission}\``,
    stepUp === true ? 'yes' : '',
    ...others.map(([, actor]) => cell(actor)),
    ...roleNames.map((role) => cell(holder(role))),
  ]
}
