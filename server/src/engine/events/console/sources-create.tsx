import type { ReactNode } from 'react'
import { Button, Dialog, Form, FormButtons, text, TextField, useChange, useGo } from '@nachweis/console'
import { createSource, listSources } from '../sources/contract.ts'
import { chosenSettings, CustomerField, KindField } from './sources-fields.tsx'
import { useSources } from './sources-may.ts'

interface Props {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Creates a source, and leads to where it gets its token. */
export function CreateSource({ isOpen, onClose }: Props): ReactNode {
  const { organisation } = useSources()
  const go = useGo()
  const create = useChange(createSource, {
    renews: [listSources],
    after: ({ id }) => go(`/sources/${id}?tab=set-up`, { replace: true }),
  })
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose} isDismissable={!create.isPending}>
      <Form
        onSubmit={({ name = '', ...values }) =>
          create.mutate({ params: { organisation }, body: { name, settings: chosenSettings(values) } })
        }
        isPending={create.isPending}
        error={create.error}
        fieldOf={{ 'name-in-use': 'name', 'kind-unknown': 'kind', 'customer-unknown': 'customer' }}
      >
        <TextField
          name="name"
          label={words.name}
          description={words.nameWhat}
          maxLength={80}
          autoComplete="off"
          autoFocus
        />
        <KindField chosen="operation operation" />
        <CustomerField chosen={null} isFixed={false} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.create} isPending={create.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

const words = {
  title: text('Quelle anlegen', 'Create a source'),
  name: text('Name', 'Name'),
  nameWhat: text(
    'Wie das Programm bei Ihnen heißt, z. B. Kundenportal oder Firewall Köln.',
    'What the program is called with you, e.g. customer portal or firewall Cologne.',
  ),
  create: text('Anlegen', 'Create'),
}
