import { useState, type ReactNode } from 'react'
import {
  Button,
  ConfirmDialog,
  DataTable,
  Dialog,
  Form,
  FormButtons,
  Moment,
  Say,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { listFactors, removeFactor, renameFactor } from '../contract/factors.ts'
import { showMe } from '../contract/me.ts'
import type { Factors } from './security-screen.tsx'

interface Factor {
  readonly kind: 'totp' | 'passkeys'
  readonly id: string
  readonly label: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly backedUp: boolean
}

/** Passkeys and apps in one list; each can be renamed and removed. */
export function FactorTable({ factors }: { readonly factors: Factors }): ReactNode {
  const [renaming, rename] = useState<Factor | null>(null)
  const [removing, remove] = useState<Factor | null>(null)
  const rows: readonly Factor[] = [
    ...factors.passkeys.map((each) => ({ kind: 'passkeys' as const, ...each })),
    ...factors.totp.map((each) => ({ kind: 'totp' as const, lastUsedAt: null, backedUp: false, ...each })),
  ]
  return (
    <>
      <DataTable
        label={words.table}
        rows={rows}
        keyOf={({ id }) => id}
        nameOf={({ label }) => label}
        columns={[
          { id: 'label', label: words.name, cell: ({ label }) => label },
          {
            id: 'kind',
            label: words.kind,
            cell: ({ kind, backedUp }) => <Say words={kindWords(kind, backedUp)} />,
          },
          { id: 'created', label: words.created, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            id: 'used',
            label: words.used,
            cell: ({ kind, lastUsedAt }) =>
              lastUsedAt === null ? (
                <Say words={kind === 'totp' ? words.notTold : words.never} />
              ) : (
                <Moment at={lastUsedAt} />
              ),
          },
        ]}
        actionsOf={(factor) => [
          { id: 'rename', label: words.rename, onAction: () => rename(factor) },
          { id: 'remove', label: words.remove, isDanger: true, onAction: () => remove(factor) },
        ]}
        empty={null}
      />
      {renaming && <RenameDialog factor={renaming} onClose={() => rename(null)} />}
      {removing && (
        <RemoveDialog
          factor={removing}
          isLast={rows.length === 1}
          factors={factors}
          onClose={() => remove(null)}
        />
      )}
    </>
  )
}

interface DialogProps {
  readonly factor: Factor
  readonly onClose: () => void
}

function RenameDialog({ factor: { kind, id, label }, onClose }: DialogProps) {
  const change = useChange(renameFactor, { renews: [listFactors], done: words.renamed, after: onClose })
  return (
    <Dialog title={words.rename} isOpen onClose={onClose}>
      <Form
        onSubmit={(values) =>
          change.mutate({ params: { kind, factor: id }, body: { label: values['label'] ?? '' } })
        }
        isPending={change.isPending}
        error={change.error}
      >
        <TextField
          name="label"
          label={words.name}
          defaultValue={label}
          maxLength={60}
          autoComplete="off"
          autoFocus
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.save} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

function RemoveDialog({
  factor: { kind, id, label },
  isLast,
  factors,
  onClose,
}: DialogProps & { readonly isLast: boolean; readonly factors: Factors }) {
  const t = useText()
  const remove = useChange(removeFactor, {
    renews: [listFactors, showMe],
    done: words.removed,
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.removeTitle(label)}
      isOpen
      onClose={onClose}
      action={words.remove}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { kind, factor: id } })}
    >
      <p>{t(kind === 'totp' ? words.removeTotp : words.removePasskey)}</p>
      {isLast && <p>{t(factors.required ? words.lastRequired : words.last)}</p>}
    </ConfirmDialog>
  )
}

const kindWords = (kind: Factor['kind'], backedUp: boolean) =>
  kind === 'totp' ? words.totp : backedUp ? words.synced : words.bound

const words = {
  table: text('Zweite Faktoren', 'Second factors'),
  name: text('Name', 'Name'),
  kind: text('Art', 'Kind'),
  created: text('Eingerichtet', 'Set up'),
  used: text('Zuletzt benutzt', 'Last used'),
  never: text('noch nie', 'never yet'),
  notTold: text('wird nicht festgehalten', 'not kept'),
  totp: text('Authentifizierungs-App', 'Authenticator app'),
  synced: text('Passkey, auf mehreren Geräten', 'Passkey, on several devices'),
  bound: text('Passkey, nur auf diesem Gerät', 'Passkey, on one device only'),
  rename: text('Umbenennen', 'Rename'),
  renamed: text('Der neue Name ist gespeichert.', 'The new name is saved.'),
  save: text('Speichern', 'Save'),
  remove: text('Entfernen', 'Remove'),
  removed: text('Der Faktor ist entfernt.', 'The factor is removed.'),
  removeTitle: (label: string) => text(`„${label}“ entfernen?`, `Remove “${label}”?`),
  removePasskey: text(
    'Hier gilt er dann nicht mehr. Löschen Sie ihn auch auf dem Gerät, sonst bietet es ihn weiter an.',
    'It then no longer works here. Delete it on the device too, or it will go on offering it.',
  ),
  removeTotp: text(
    'Die Codes der App gelten dann nicht mehr. Löschen Sie den Eintrag auch in der App.',
    'The codes of the app then no longer work. Delete the entry in the app as well.',
  ),
  last: text(
    'Es ist Ihr letzter zweiter Faktor: Danach hängt Ihr Konto an einem Passwort allein.',
    'It is your last second factor: your account then rests on a password alone.',
  ),
  lastRequired: text(
    'Es ist Ihr letzter zweiter Faktor, und Ihre Organisation verlangt einen: Richten Sie zuerst einen anderen ein.',
    'It is your last second factor, and your organisation requires one: set up another first.',
  ),
}
