import type { ReactNode } from 'react'
import {
  Button,
  CopyField,
  Dialog,
  Form,
  FormButtons,
  Notice,
  Select,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { createSourceToken, listSources, listSourceTokens, showSource } from '../sources/contract.ts'
import { useSources } from './sources-may.ts'

interface Props {
  readonly source: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

const lengths = { '90': 90, '365': 365, '730': 730, never: null } as const

/** Makes a token of a source and shows it, this once. */
export function CreateToken({ source, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const { organisation } = useSources()
  const create = useChange(createSourceToken, { renews: [listSourceTokens, showSource, listSources] })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Dialog
      title={create.data ? words.made : words.title}
      isOpen={isOpen}
      onClose={close}
      isDismissable={!create.data && !create.isPending}
    >
      {create.data ? (
        <>
          <Notice tone="warning">
            <p>{t(words.once)}</p>
          </Notice>
          <CopyField label={words.secret} value={create.data.secret} />
          <FormButtons>
            <Button label={words.kept} weight="strong" onPress={close} />
          </FormButtons>
        </>
      ) : (
        <Form
          onSubmit={({ name = '', days = '365' }) =>
            create.mutate({
              params: { organisation, source },
              body: { name, days: lengths[days as keyof typeof lengths] },
            })
          }
          isPending={create.isPending}
          error={create.error}
        >
          <TextField
            name="name"
            label={words.name}
            description={words.nameWhat}
            maxLength={80}
            autoComplete="off"
            autoFocus
          />
          <Select name="days" label={words.days} defaultValue="365" options={dayOptions} />
          <FormButtons>
            <Button type="submit" weight="strong" label={words.create} isPending={create.isPending} />
          </FormButtons>
        </Form>
      )}
    </Dialog>
  )
}

const dayOptions = [
  { id: '90', label: text('90 Tage', '90 days') },
  { id: '365', label: text('ein Jahr', 'one year') },
  { id: '730', label: text('zwei Jahre', 'two years') },
  {
    id: 'never',
    label: text('bis zum Widerruf', 'until it is revoked'),
    description: text(
      'Für Geräte, an die niemand leicht herankommt.',
      'For devices that nobody reaches easily.',
    ),
  },
]

const words = {
  title: text('Token erzeugen', 'Create a token'),
  made: text('Das neue Token', 'The new token'),
  once: text(
    'Es wird nur jetzt gezeigt. Tragen Sie es beim Absender ein, und nirgends sonst. Wer es kennt, kann als diese Quelle senden, aber nichts lesen.',
    'It is shown only now. Enter it at the sender, and nowhere else. Whoever knows it can send as this source, but read nothing.',
  ),
  secret: text('Token', 'Token'),
  kept: text('Ich habe es hinterlegt', 'I have put it away'),
  name: text('Wofür', 'What for'),
  nameWhat: text('Zum Beispiel der Rechner, der sendet.', 'For example the machine that sends.'),
  days: text('Gültig für', 'Valid for'),
  create: text('Erzeugen', 'Create'),
}
