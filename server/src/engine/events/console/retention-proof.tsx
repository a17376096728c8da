import { useState, type ReactNode } from 'react'
import { Button, Say, Section, text, useChange } from '@nachweis/console'
import { proveErasureRoute } from '../retention/contract.ts'
import { headStep, treeSteps, type Proven, type Step } from './retention-proof-steps.ts'
import './event.css'

const answerMs = 20_000

/** That the signed tree still verifies with what was erased: computed on demand, the signature here in the browser. */
export function TreeProof(): ReactNode {
  const [steps, setSteps] = useState<readonly Step[]>([])
  const show = async (found: Proven) => setSteps([...treeSteps(found), await headStep(get, found.size)])
  const prove = useChange(proveErasureRoute, {
    after: (found) => void show(found),
  })
  return (
    <Section title={words.title} lead={words.lead}>
      <Button
        label={words.prove}
        isPending={prove.isPending}
        onPress={() => {
          setSteps([])
          prove.mutate({})
        }}
      />
      {prove.error && (
        <p role="alert">
          <Say words={prove.error.words} />
        </p>
      )}
      <ol className="proof-steps" aria-live="polite">
        {steps.map(({ ok, words: said }) => (
          <li key={said.en} className={ok ? 'ok' : 'not-ok'}>
            <Say words={said} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

async function get(path: string): Promise<string> {
  const response = await fetch(path, {
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.text()
}

const words = {
  title: text('Beweis', 'Proof'),
  lead: text(
    'Gelöscht wird der Inhalt, nie das Blatt: Der Baum, den diese Installation signiert, bleibt derselbe, und was noch steht, ist weiter beweisbar.',
    'What is erased is the content, never the leaf: the tree that this installation signs stays the same, and what still stands can be proven as before.',
  ),
  prove: text('Jetzt nachprüfen', 'Verify now'),
}
