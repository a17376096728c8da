import { useId, type ReactNode } from 'react'
import { Button, Select, text, TextField, useText, type Option } from '@nachweis/console'
import { roles as policies, rolesOf, type Role } from '../../../kernel/policy.ts'
import type { Draft } from './admin-connection-draft.ts'

interface Props {
  readonly kind: 'provider' | 'customer'
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

const rowsMax = 100

/** Which group gives which role, and what everybody else gets. Owners are appointed by a person, never by a group. */
export function RoleMapFields({ kind, draft, set }: Props): ReactNode {
  const t = useText()
  const about = useId()
  const options = rolesOf(kind)
    .filter((role) => role !== 'owner')
    .map((id) => ({ id, label: policies[id].title, description: policies[id].sentence }))
  const { roleMap } = draft
  const change = (at: number, row: Partial<Row>) =>
    set({ roleMap: roleMap.map((each, index) => (index === at ? { ...each, ...row } : each)) })
  return (
    <>
      <Select
        name="defaultRole"
        label={words.defaultRole}
        description={words.defaultRoleWhat}
        value={draft.defaultRole}
        onChange={(id) => set({ defaultRole: id as Role })}
        options={options}
      />
      <fieldset className="field role-map" aria-describedby={about}>
        <legend className="field-label">{t(words.map)}</legend>
        <span id={about} className="field-description">
          {t(words.mapWhat)}
        </span>
        {roleMap.map((row, index) => (
          <RoleRow
            key={index}
            number={index + 1}
            row={row}
            options={options}
            onChange={(part) => change(index, part)}
            onRemove={() => set({ roleMap: roleMap.filter((_, at) => at !== index) })}
          />
        ))}
        <div>
          <Button
            label={words.add}
            isDisabled={roleMap.length >= rowsMax}
            onPress={() => set({ roleMap: [...roleMap, { group: '', role: draft.defaultRole }] })}
          />
        </div>
      </fieldset>
    </>
  )
}

type Row = Draft['roleMap'][number]

interface RowProps {
  /** From 1. */
  readonly number: number
  readonly row: Row
  readonly options: readonly Option[]
  readonly onChange: (part: Partial<Row>) => void
  readonly onRemove: () => void
}

function RoleRow({ number, row, options, onChange, onRemove }: RowProps) {
  return (
    <div className="role-row">
      <TextField
        name={`group-${number - 1}`}
        label={words.group(number)}
        value={row.group}
        onChange={(group) => onChange({ group })}
        maxLength={300}
        autoComplete="off"
        isCode
      />
      <Select
        name={`role-${number - 1}`}
        label={words.role(number)}
        value={row.role}
        onChange={(id) => onChange({ role: id as Role })}
        options={options}
      />
      <Button weight="quiet" label={words.remove} about={String(number)} onPress={onRemove} />
    </div>
  )
}

const words = {
  defaultRole: text('Rolle ohne passende Gruppe', 'Role without a fitting group'),
  defaultRoleWhat: text(
    'Was bekommt, wer in keiner der Gruppen unten ist.',
    'What somebody gets who is in none of the groups below.',
  ),
  map: text('Rollen nach Gruppen', 'Roles by groups'),
  mapWhat: text(
    'Die Gruppe so, wie der Identitätsanbieter sie sendet, bei Microsoft Entra ID meist ihre Objekt-ID.',
    'The group as the identity provider sends it; with Microsoft Entra ID usually its object ID.',
  ),
  group: (n: number) => text(`Gruppe ${n}`, `Group ${n}`),
  role: (n: number) => text(`Rolle ${n}`, `Role ${n}`),
  remove: text('Entfernen', 'Remove'),
  add: text('Gruppe hinzufügen', 'Add a group'),
}
