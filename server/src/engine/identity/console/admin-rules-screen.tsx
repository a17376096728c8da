import type { ReactNode } from 'react'
import { PageHead, text } from '@nachweis/console'
import { useOwn } from './admin-may.ts'
import { Rules } from './admin-rules.tsx'

/** How people of the own organisation have to sign in. */
export function RulesScreen(): ReactNode {
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Rules organisation={useOwn().id} />
    </>
  )
}

const words = {
  title: text('Anmelderegeln', 'Sign-in rules'),
  lead: text(
    'Was Ihre Organisation beim Anmelden verlangt, und was daraus für wen folgt.',
    'What your organisation demands at sign-in, and what follows from it for whom.',
  ),
}
