import { useState, type ReactNode } from 'react'
import { Button, ProblemNotice, Section, text, useChange } from '@nachweis/console'
import { proveErasureRoute } from '../retention/contract.ts'
import { ProofStepList } from './event-proof-list.tsx'
import { fetchBytes, type Step } from './event-proof-steps.ts'
import { headStep, treeSteps, type Proven } from './retention-proof-steps.ts'

/** That the signed tree still verifies with what was erased: computed on demand, the signature here in the browser. */
export function TreeProof(): ReactNode {
  const [steps, setSteps] = useState<readonly Step[]>([])
  const show = async (found: Proven) =>
    setSteps([...treeSteps(found), await headStep(fetchBytes, found.size)])
  const prove = useChange(proveErasureRoute, { after: (found) => void show(found) })
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
      <ProblemNotice error={prove.error} />
      <ProofStepList steps={steps} />
    </Section>
  )
}

const words = {
  title: text('Beweis', 'Proof'),
  lead: text(
    'Gelöscht wird der Inhalt, nie das Blatt: Der Baum, den diese Installation signiert, bleibt derselbe, und was noch steht, ist weiter beweisbar.',
    'What is erased is the content, never the leaf: the tree that this installation signs stays the same, and what still stands can be proven as before.',
  ),
  prove: text('Jetzt nachprüfen', 'Verify now'),
}
