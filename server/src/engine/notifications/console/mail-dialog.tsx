import type { ReactNode } from 'react'
import {
  Button,
  CopyField,
  Dialog,
  FormButtons,
  Notice,
  ProblemNotice,
  useChange,
  useText,
} from '@nachweis/console'
import { openMail } from '../contract.ts'
import { words } from './words.ts'
import './outbox.css'

/** A mail that nobody could bring: its text, and its links to be passed on by hand. Opening it is put on record. */
export function MailDialog({
  id,
  onClose,
}: {
  readonly id: string
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const { mutate, data, error, isPending } = useChange(openMail, { renews: [] })
  return (
    <Dialog title={words.mail} isOpen onClose={onClose} size="wide">
      <Notice tone="warning" title={words.handle}>
        <p>{t(words.handleHow)}</p>
      </Notice>
      <ProblemNotice error={error} />
      {data === undefined ? (
        <FormButtons>
          <Button
            weight="strong"
            label={words.open}
            isPending={isPending}
            onPress={() => mutate({ params: { id } })}
          />
        </FormButtons>
      ) : (
        <>
          <h3>{data.subject}</h3>
          <pre className="mail-text">{data.text}</pre>
          {linksIn(data.text).map((link) => (
            <CopyField key={link} label={words.link} value={link} />
          ))}
        </>
      )}
    </Dialog>
  )
}

/** Addresses stand on lines of their own. */
const linksIn = (text: string) => [
  ...new Set(text.split('\n').filter((line) => /^https?:\/\/\S+$/.test(line))),
]
