import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  asProblem,
  Button,
  ButtonLink,
  FormButtons,
  PageHead,
  text,
  type CallProblem,
} from '@nachweis/console'

interface Props {
  readonly error: CallProblem
  readonly onRetry: () => void
  /** What somebody can do whose link is over. */
  readonly lead: Text
  readonly actions?: ReactNode
}

/** A one-time link that no longer works says so and where to go; any other failure can be tried again. */
export function LinkOver({ error, onRetry, lead, actions }: Props): ReactNode {
  const { status, reason, words: why } = asProblem(error)
  const isOver = status === 410 || reason === 'not-as-declared'
  return (
    <>
      <PageHead title={isOver ? words.over : words.failed} lead={isOver ? lead : why} />
      <FormButtons>
        {isOver ? (
          <>
            <ButtonLink href="/sign-in" weight="strong" label={words.signIn} />
            {actions}
          </>
        ) : (
          <Button label={words.retry} weight="strong" onPress={onRetry} />
        )}
      </FormButtons>
    </>
  )
}

const words = {
  over: text('Dieser Link gilt nicht mehr', 'This link no longer works'),
  failed: text('Das hat nicht geklappt', 'That did not work'),
  signIn: text('Zur Anmeldung', 'To the sign-in'),
  retry: text('Noch einmal versuchen', 'Try again'),
}
