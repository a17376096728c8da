import { useState, type ReactNode } from 'react'
import {
  Button,
  Failure,
  Loading,
  Notice,
  PageHead,
  queryOf,
  text,
  useChange,
  useQueryState,
  useText,
} from '@nachweis/console'
import { useQuery } from '@tanstack/react-query'
import { showMe } from '../contract/me.ts'
import { signOut } from '../contract/sign-in.ts'
import { Enrolment } from './enrolment.tsx'
import { leaveTo, wantedPath } from './leave.ts'

/** Where a session that owes a second factor stays until it is set up. */
export function EnrolScreen(): ReactNode {
  const t = useText()
  const [to] = useQueryState('to')
  const wanted = wantedPath(to)
  const me = useQuery({ ...queryOf(showMe), staleTime: Infinity, refetchOnWindowFocus: false })
  const leave = useChange(signOut, { after: () => leaveTo('/sign-in') })
  // Decided once: the codes are still to be shown when the factor is there.
  const [owes, setOwes] = useState<boolean | null>(null)
  if (owes === null && me.data) setOwes(me.data.session?.enrolment === true)
  if (me.error) return <Failure error={me.error} onRetry={() => void me.refetch()} />
  if (!me.data || owes === null) return <Loading />
  if (!owes) {
    return (
      <>
        <PageHead title={words.nothing} />
        <Notice tone="done">
          <p>{t(words.nothingWhat)}</p>
        </Notice>
        <Button label={words.goOn} weight="strong" onPress={() => leaveTo(wanted)} />
      </>
    )
  }
  return (
    <>
      <Enrolment
        hasPassword={me.data.factors.password || isFederated(me.data.session?.way)}
        onDone={() => leaveTo(wanted)}
      />
      <p className="beneath">
        <Button
          label={words.signOut}
          weight="quiet"
          isPending={leave.isPending}
          onPress={() => leave.mutate({})}
        />
      </p>
    </>
  )
}

/** Whoever came by an identity provider comes back that way: an app suffices as the second factor. */
const isFederated = (way: string | undefined) => way?.split('+').includes('federated') === true

const words = {
  nothing: text('Es fehlt nichts', 'Nothing is missing'),
  nothingWhat: text('Ein zweiter Faktor ist hier nicht geschuldet.', 'No second factor is owed here.'),
  goOn: text('Weiter zur Konsole', 'On to the console'),
  signOut: text('Später einrichten und abmelden', 'Set it up later and sign out'),
}
