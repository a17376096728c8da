import { useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  Loading,
  ProblemNotice,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import {
  changeConfiguration,
  previewConfiguration,
  showConfiguration,
  type ConfigurationChanges,
} from '../contract.ts'
import type { StepProps } from './first-steps-screen.tsx'

interface Props extends StepProps {
  /** What is to change, as the fields stand now. */
  readonly changes: () => ConfigurationChanges
  readonly save?: Text
  readonly children: ReactNode
}

/** A form over a part of nachweis.yaml: save and go on, look at the lines first, or skip. */
export function ConfigurationForm({ shown, onNext, changes, save = words.save, children }: Props): ReactNode {
  const [isPreviewing, setPreviewing] = useState(false)
  const change = useChange(changeConfiguration, {
    renews: [showConfiguration],
    done: words.saved,
    after: onNext,
  })
  const preview = useChange(previewConfiguration)
  const look = () => {
    preview.mutate({ body: { changes: changes() } })
    setPreviewing(true)
  }
  return (
    <Form
      onSubmit={() => change.mutate({ body: { version: shown.version, changes: changes() } })}
      isPending={change.isPending}
      error={change.error}
    >
      {children}
      <FormButtons>
        <Button
          type="submit"
          weight="strong"
          label={save}
          isPending={change.isPending}
          isDisabled={!shown.isWritable}
        />
        <Button label={words.preview} onPress={look} />
        <Button label={words.skip} weight="quiet" onPress={onNext} />
      </FormButtons>
      <Dialog
        title={words.previewTitle}
        isOpen={isPreviewing}
        onClose={() => setPreviewing(false)}
        size="wide"
      >
        <ProblemNotice error={preview.error} />
        {preview.data && <Lines lines={preview.data.lines} />}
        {preview.isPending && <Loading />}
      </Dialog>
    </Form>
  )
}

interface Line {
  readonly kind: 'removed' | 'added'
  readonly number: number
  readonly text: string
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText()
  if (lines.length === 0) return <p>{t(words.nothing)}</p>
  return (
    <>
      <p>{t(words.comments)}</p>
      <ul className="yaml-lines">
        {lines.map(({ kind, number, text: line }) => (
          <li key={`${kind} ${number}`} className={kind}>
            <span className="hidden">{t(kind === 'added' ? words.added : words.removed)}</span>
            <code>{line}</code>
          </li>
        ))}
      </ul>
    </>
  )
}

const words = {
  save: text('Speichern und weiter', 'Save and continue'),
  saved: text('Gespeichert. Es gilt sofort.', 'Saved. It is in force at once.'),
  preview: text('Vorschau', 'Preview'),
  skip: text('Überspringen', 'Skip'),
  previewTitle: text('Was sich in nachweis.yaml ändert', 'What changes in nachweis.yaml'),
  nothing: text('Nichts: Es steht schon so da.', 'Nothing: it says so already.'),
  comments: text('Alles andere bleibt, auch Ihre Kommentare.', 'Everything else stays, your comments too.'),
  added: text('Neu:', 'New:'),
  removed: text('Entfällt:', 'Removed:'),
}
