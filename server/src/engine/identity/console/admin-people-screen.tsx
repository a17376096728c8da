import type { ReactNode } from 'react'
import { Button, PageHead, text, useQueryState } from '@nachweis/console'
import { InviteDialog } from './admin-invite.tsx'
import { useMayIn, useOwn } from './admin-may.ts'
import { PeopleList } from './admin-people-list.tsx'

/** The people of the own organisation. */
export function PeopleScreen(): ReactNode {
  const { id, kind } = useOwn()
  const [inviting, setInviting] = useQueryState('invite')
  const mayInvite = useMayIn(id)('identity:invite')
  const invite = () => setInviting('yes')
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={mayInvite && <Button weight="strong" label={words.invite} onPress={invite} />}
      />
      <PeopleList
        organisation={id}
        kind={kind}
        here="/people"
        hrefOf={(person) => `/people/${person}`}
        onInvite={mayInvite ? invite : null}
      />
      {mayInvite && (
        <InviteDialog
          organisation={id}
          kind={kind}
          isOpen={inviting !== ''}
          onClose={() => setInviting('')}
        />
      )}
    </>
  )
}

const words = {
  title: text('Personen', 'People'),
  lead: text(
    'Wer hier ein Konto hat, was die Person darf und ob ihr Konto geschützt ist.',
    'Who has an account here, what they may do and whether their account is protected.',
  ),
  invite: text('Person einladen', 'Invite a person'),
}
