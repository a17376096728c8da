import type { ReactNode } from 'react'
import {
  Button,
  Checkbox,
  Dialog,
  Form,
  FormButtons,
  Say,
  text,
  TextField,
  useChange,
} from '@nachweis/console'
import { listSavedSearches, savedNameCharactersMax, saveSearch } from '../search/saved-contract.ts'
import type { Where } from './search-suggest.ts'

interface Props {
  readonly where: Where
  readonly q: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Keeps the search under a name. */
export function SaveSearch({ where, q, isOpen, onClose }: Props): ReactNode {
  const { organisation, everywhere } = where
  const save = useChange(saveSearch, { renews: [listSavedSearches], done: words.done, after: onClose })
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose}>
      <p>
        <Say words={words.what} /> {q === '' ? <Say words={words.all} /> : <code>{q}</code>}
      </p>
      <Form
        onSubmit={({ name = '', shared }) =>
          save.mutate({
            params: { organisation },
            body: { name, query: q, everywhere, shared: shared === 'yes' },
          })
        }
        isPending={save.isPending}
        error={save.error}
        fieldOf={{ 'search-name-taken': 'name' }}
      >
        <TextField name="name" label={words.name} maxLength={savedNameCharactersMax} autoFocus />
        <Checkbox name="shared" value="yes" label={words.shared} description={words.sharedWhat} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.save} isPending={save.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

const words = {
  title: text('Suche speichern', 'Save the search'),
  what: text('Gespeichert wird:', 'This is saved:'),
  all: text('alle Ereignisse', 'all events'),
  name: text('Name', 'Name'),
  shared: text('Mit der Organisation teilen', 'Share with the organisation'),
  sharedWhat: text(
    'Alle, die diese Ereignisse lesen dürfen, sehen dann die Suche. Was jemand damit findet, hängt von den eigenen Rechten ab.',
    'Everybody who may read these events then sees the search. What somebody finds with it depends on their own permissions.',
  ),
  save: text('Speichern', 'Save'),
  done: text('Die Suche ist gespeichert', 'The search is saved'),
}
