import { Suspense, type ReactNode } from 'react'
import { StaffOverview } from '../../../server/src/engine/claims/console/index.ts'
import { text } from '../../../server/src/kernel/language.ts'
import { useMe, type Me } from '../api/me.ts'
import { Loading } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page.tsx'
import { NextSteps } from './next-steps.tsx'
import { Places } from './places.tsx'

/** The first screen: for staff the status of all claims, for a customer's people what to do next. */
export function Overview(): ReactNode {
  const me = useMe()
  if (me === null) return null
  return me.organisation.kind === 'provider' ? <ForStaff me={me} /> : <ForCustomers me={me} />
}

function ForStaff({ me }: { readonly me: Me }) {
  return (
    <>
      <PageHead title={words.overview} />
      <NextSteps me={me} />
      <Suspense fallback={<Loading />}>
        <StaffOverview />
      </Suspense>
    </>
  )
}

function ForCustomers({ me }: { readonly me: Me }) {
  return (
    <>
      <PageHead title={words.welcome(me.person.name)} lead={words.lead(me.organisation.name)} />
      <NextSteps me={me} isCalm />
      <Places me={me} />
    </>
  )
}

const words = {
  overview: text('Übersicht', 'Overview'),
  welcome: (name: string) => text(`Guten Tag, ${name}`, `Hello, ${name}`),
  lead: (organisation: string) => text(`Sie arbeiten für ${organisation}.`, `You work for ${organisation}.`),
}
