import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Moment, Notice, Section, text, useNow, useQueryState, useText } from '@nachweis/console'
import type { Connection } from './admin-connection-words.ts'
import { signOnProblem } from './sign-on-problem.ts'

/** A test within this time is the one that the browser just came back from. */
const justNowMs = 120_000

/** A sign-in as a test: out to the provider and back here, with the result in words. */
export function TestSignIn({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText()
  const { id, testedAt } = connection
  return (
    <Section title={words.title} lead={words.lead}>
      <Result connection={connection} />
      <p>
        <a
          className={`button ${connection.state === 'draft' ? 'strong' : 'plain'}`}
          href={`/api/v1/sign-in/with/${id}?purpose=test&to=/console/sign-on/${id}/tested`}
        >
          {t(testedAt === null ? words.test : words.again)}
        </a>
      </p>
      {testedAt !== null && (
        <p className="section-lead">
          {t(words.last)} <Moment at={testedAt} />
        </p>
      )}
    </Section>
  )
}

function Result({ connection: { testedAt } }: { readonly connection: Connection }) {
  const t = useText()
  const now = useNow()
  const [reason] = useQueryState('problem')
  const isBack = useLocation({ select: ({ pathname }) => pathname.endsWith('/tested') })
  const problem = reason === '' ? null : signOnProblem(reason)
  if (problem)
    return (
      <Notice tone="problem" title={words.failed}>
        <p>{t(problem.words)}</p>
        {problem.reason !== null && (
          <p>
            <code>{problem.reason}</code>
          </p>
        )}
      </Notice>
    )
  if (!isBack || testedAt === null || now - Date.parse(testedAt) > justNowMs) return null
  return (
    <Notice tone="done" title={words.passed}>
      <p>{t(words.passedWhat)}</p>
    </Notice>
  )
}

const words = {
  title: text('Probeanmeldung', 'Test sign-in'),
  lead: text(
    'Sie werden zum Anbieter geführt, melden sich dort mit Ihrem eigenen Konto an und kommen hierher zurück. Ihre Sitzung hier bleibt bestehen, und Ihr Konto wird mit dem dortigen verknüpft.',
    'You are led to the provider, sign in there with your own account and come back here. Your session here stays, and your account is linked with the one there.',
  ),
  test: text('Jetzt probeweise anmelden', 'Sign in as a test now'),
  again: text('Noch einmal probieren', 'Test again'),
  last: text('Zuletzt gelungen', 'Last succeeded'),
  passed: text('Die Probeanmeldung ist gelungen', 'The test sign-in succeeded'),
  passedWhat: text(
    'Der Anbieter hat richtig geantwortet. Ihre Leute können sich jetzt darüber anmelden.',
    'The provider answered correctly. Your people can sign in by it now.',
  ),
  failed: text('Die Probeanmeldung ist nicht gelungen', 'The test sign-in did not succeed'),
}
