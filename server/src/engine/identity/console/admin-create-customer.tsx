import type { ReactNode } from 'react'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  RadioGroup,
  text,
  TextField,
  useChange,
  useGo,
  useLanguage,
} from '@nachweis/console'
import { createCustomer, listCustomers } from '../contract/organisations.ts'
import { emailProblems, LanguageChoice } from './admin-invite.tsx'
import { secondFactorRules } from './admin-rule-words.ts'

/** Creates a customer and invites whoever is to manage it. */
export function CreateCustomer({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const go = useGo()
  const create = useChange(createCustomer, {
    renews: [listCustomers],
    done: words.created,
    after: ({ customer }) => go(`/customers/${customer}`),
  })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={close} isDismissable={!create.isPending}>
      <Form
        onSubmit={(given) =>
          create.mutate({
            body: {
              name: given['organisation'] ?? '',
              secondFactor: given['factor'] === 'required' ? 'required' : 'encouraged',
              admin: {
                name: given['name'] ?? '',
                email: given['email'] ?? '',
                language: given['language'] === 'en' ? 'en' : 'de',
              },
            },
          })
        }
        isPending={create.isPending}
        error={create.error}
        fieldOf={emailProblems}
      >
        <Fields />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.create} isPending={create.isPending} />
          <Button label={words.cancel} onPress={close} isDisabled={create.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

function Fields() {
  const language = useLanguage()
  return (
    <>
      <TextField
        name="organisation"
        label={words.organisation}
        maxLength={120}
        autoComplete="off"
        autoFocus
      />
      <RadioGroup
        name="factor"
        label={words.factor}
        defaultValue="encouraged"
        options={(['encouraged', 'required'] as const).map((id) => ({
          id,
          label: secondFactorRules[id].title,
          description: secondFactorRules[id].sentence,
        }))}
      />
      <TextField
        name="name"
        label={words.admin}
        description={words.adminWhat}
        maxLength={120}
        autoComplete="off"
      />
      <TextField name="email" type="email" label={words.email} maxLength={254} autoComplete="off" />
      <LanguageChoice defaultValue={language} />
    </>
  )
}

const words = {
  title: text('Kunde anlegen', 'Create a customer'),
  organisation: text('Name der Organisation', 'Name of the organisation'),
  factor: text('Zweiter Faktor', 'Second factor'),
  admin: text('Name der ersten Administration', 'Name of the first administrator'),
  adminWhat: text(
    'Diese Person bekommt eine Einladung und lädt danach selbst weitere ein.',
    'This person gets an invitation and then invites others.',
  ),
  email: text('E-Mail-Adresse', 'E-mail address'),
  create: text('Anlegen und einladen', 'Create and invite'),
  cancel: text('Abbrechen', 'Cancel'),
  created: text(
    'Der Kunde ist angelegt, die Einladung ist erstellt.',
    'The customer and the invitation are created.',
  ),
}
