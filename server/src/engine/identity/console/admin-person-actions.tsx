import { useState, type ReactNode } from 'react'
import {
  Button,
  Menu,
  PageHead,
  ProblemNotice,
  text,
  useChange,
  type Action,
  type Crumb,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { inviteAgain, listPeople, showPerson } from '../contract/people.ts'
import { useMayIn } from './admin-may.ts'
import { ChangePersonDialog, ChangeRolesDialog } from './admin-person-dialogs.tsx'
import {
  BreakGlass,
  Deactivate,
  DeleteInvitation,
  Reactivate,
  ResetFactors,
} from './admin-person-confirm.tsx'
import type { Person } from './admin-person-facts.tsx'

interface Props {
  readonly person: Person
  readonly organisation: string
  readonly kind: 'provider' | 'customer'
  readonly isSelf: boolean
}

const dialogs = {
  change: ChangePersonDialog,
  roles: ChangeRolesDialog,
  'break-glass': BreakGlass,
  deactivate: Deactivate,
  reactivate: Reactivate,
  'reset-factors': ResetFactors,
  delete: DeleteInvitation,
} as const
type DialogName = keyof typeof dialogs

/** The head of a person's page, with what can be done; what went wrong with an invitation stands below it. */
export function PersonHead({ crumbs, ...props }: Props & { readonly crumbs: readonly Crumb[] }): ReactNode {
  const { id, name } = props.person
  const again = useChange(inviteAgain, { renews: [showPerson, listPeople, listActivity], done: words.sent })
  const invite = () => again.mutate({ params: { organisation: props.organisation, person: id } })
  return (
    <>
      <PageHead
        title={text(name, name)}
        crumbs={crumbs}
        actions={<PersonActions {...props} isInviting={again.isPending} onInvite={invite} />}
      />
      <ProblemNotice error={again.error} title={words.notInvited} />
    </>
  )
}

interface ActionsProps extends Props {
  readonly isInviting: boolean
  readonly onInvite: () => void
}

/** What can be done about a person by whoever looks; what the server refuses it says in the dialog. */
function PersonActions({ person, organisation, kind, isSelf, isInviting, onInvite }: ActionsProps) {
  const may = useMayIn(organisation)
  const [open, setOpen] = useState<DialogName | null>(null)
  const isInvited = person.state === 'invited'
  const opens = (id: DialogName, isDanger = false): Action => ({
    id,
    label: words.actions[id](person),
    isDanger,
    onAction: () => setOpen(id),
  })
  const isActive = person.state === 'active'
  const actions = [
    may('identity:change-person') && opens('change'),
    may('identity:change-roles') && opens('roles'),
    may('identity:set-break-glass') && (isActive || person.breakGlass) && opens('break-glass'),
    may('identity:reset-factors') && isActive && !isSelf && opens('reset-factors', true),
    may('identity:deactivate') && isActive && !isSelf && opens('deactivate', true),
    may('identity:deactivate') && person.state === 'deactivated' && opens('reactivate'),
    may('identity:change-person') && isInvited && opens('delete', true),
  ].filter((each) => each !== false)
  const Open = open === null ? null : dialogs[open]
  return (
    <>
      {isInvited && may('identity:invite') && (
        <Button weight="strong" label={words.again} isPending={isInviting} onPress={onInvite} />
      )}
      {actions.length > 0 && <Menu label={words.more} actions={actions} />}
      {Open !== null && (
        <Open person={person} organisation={organisation} kind={kind} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

const words = {
  again: text('Erneut einladen', 'Invite again'),
  sent: text(
    'Die neue Einladung ist erstellt. Der frühere Link gilt nicht mehr.',
    'The new invitation is created. The former link no longer works.',
  ),
  notInvited: text('Das hat nicht geklappt', 'That did not work'),
  more: text('Ändern', 'Change'),
  actions: {
    change: () => text('Name und Sprache ändern', 'Change name and language'),
    roles: () => text('Rollen ändern', 'Change roles'),
    'break-glass': ({ breakGlass }: Person) =>
      breakGlass
        ? text('Kein Notfallkonto mehr', 'No longer an emergency account')
        : text('Zum Notfallkonto machen', 'Make an emergency account'),
    'reset-factors': () => text('Zweite Faktoren zurücksetzen', 'Reset second factors'),
    deactivate: () => text('Deaktivieren', 'Deactivate'),
    reactivate: () => text('Reaktivieren', 'Reactivate'),
    delete: () => text('Einladung zurücknehmen', 'Take the invitation back'),
  } satisfies Record<DialogName, (person: Person) => ReturnType<typeof text>>,
}
