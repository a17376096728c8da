import type { ReactNode } from 'react'
import { Button, Dialog, Form, FormButtons, text, TextField, useChange } from '@nachweis/console'
import type { Role } from '../../../kernel/policy.ts'
import { listActivity } from '../contract/activity.ts'
import { showMe } from '../contract/me.ts'
import { changePerson, changeRoles, listPeople, showPerson } from '../contract/people.ts'
import { LanguageChoice } from './admin-invite.tsx'
import type { Person } from './admin-person-facts.tsx'
import { RoleChoice } from './admin-role-choice.tsx'

export interface PersonDialogProps {
  readonly person: Person
  readonly organisation: string
  readonly kind: 'provider' | 'customer'
  readonly onClose: () => void
}

/** Reads that a change of a person makes old. */
export const ofPeople = [showPerson, listPeople, listActivity, showMe]

/** Corrects name and language of somebody. */
export function ChangePersonDialog({ person, organisation, onClose }: PersonDialogProps): ReactNode {
  const change = useChange(changePerson, { renews: ofPeople, done: words.changed, after: onClose })
  return (
    <Dialog title={words.change} isOpen onClose={onClose} isDismissable={!change.isPending}>
      <Form
        onSubmit={({ name = '', language }) =>
          change.mutate({
            params: { organisation, person: person.id },
            body: { name, language: language === 'en' ? 'en' : 'de' },
          })
        }
        isPending={change.isPending}
        error={change.error}
        fieldOf={{ 'name-malformed': 'name' }}
      >
        <TextField
          name="name"
          label={words.name}
          defaultValue={person.name}
          maxLength={120}
          autoComplete="off"
          autoFocus
        />
        <LanguageChoice defaultValue={person.language} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.save} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

/** Sets the roles of somebody, each with what it may. */
export function ChangeRolesDialog({ person, organisation, kind, onClose }: PersonDialogProps): ReactNode {
  const change = useChange(changeRoles, { renews: ofPeople, done: words.rolesChanged, after: onClose })
  return (
    <Dialog title={words.rolesOf(person.name)} isOpen onClose={onClose} isDismissable={!change.isPending}>
      <Form
        onSubmit={({ roles = '' }) =>
          change.mutate({
            params: { organisation, person: person.id },
            body: { roles: roles.split(',') as Role[] },
          })
        }
        isPending={change.isPending}
        error={change.error}
        fieldOf={{ 'roles-do-not-fit': 'roles', 'last-admin': 'roles', 'owners-only': 'roles' }}
      >
        <RoleChoice kind={kind} defaultValue={person.roles} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.saveRoles} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

const words = {
  change: text('Name und Sprache ändern', 'Change name and language'),
  name: text('Name', 'Name'),
  save: text('Speichern', 'Save'),
  changed: text('Gespeichert.', 'Saved.'),
  rolesOf: (name: string) => text(`Rollen von ${name}`, `Roles of ${name}`),
  saveRoles: text('Rollen speichern', 'Save the roles'),
  rolesChanged: text('Die Rollen gelten ab sofort.', 'The roles are in force from now on.'),
}
