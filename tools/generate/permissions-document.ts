import { actorKinds, may } from '../../server/src/kernel/permission.ts'
import { generatedNote, table, type HousePlan } from './house-plan.ts'

/** permissions.md: every route with the permission that it needs, and which kinds of actor hold it. */
export function permissionsDocument({ routes }: HousePlan): string {
  const rows = routes.map(({ name, method, path, permission }) => [
    `${method.toUpperCase()} \`${path}\``,
    name,
    `\`${permission}\``,
    ...actorKinds.map((kind) => (may(kind, permission) ? 'yes' : 'no')),
  ])
  return [
    '# Who may call what',
    '',
    generatedNote,
    '',
    table(['Route', 'Name', 'Permission', ...actorKinds], rows),
    '',
  ].join('\n')
}
