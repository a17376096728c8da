import { useState, type ReactNode } from 'react'
import {
  Button,
  Facts,
  Notice,
  numberWords,
  OutsideLink,
  Say,
  Section,
  text,
  useLanguage,
} from '@nachweis/console'
import { ProofStepList } from './event-proof-list.tsx'
import { fetchBytes, proofPath, proofSteps, type Claimed, type Step } from './event-proof-steps.ts'

interface Props {
  readonly event: Claimed
  readonly leaf: { readonly index: number; readonly log: string } | null
}

/** The proof that the event stands in the log as it is shown: to verify here, or to take along. */
export function EventProof({ event, leaf }: Props): ReactNode {
  return (
    <Section title={words.title} lead={words.lead}>
      {leaf === null ? (
        <Notice>
          <p>
            <Say words={words.waiting} />
          </p>
        </Notice>
      ) : (
        <Proved event={event} leaf={leaf} />
      )}
    </Section>
  )
}

function Proved({ event, leaf }: { readonly event: Claimed; readonly leaf: NonNullable<Props['leaf']> }) {
  const language = useLanguage()
  const [steps, setSteps] = useState<readonly Step[]>([])
  const [isRunning, setRunning] = useState(false)
  const verify = async () => {
    setRunning(true)
    const found: Step[] = []
    for await (const step of proofSteps(fetchBytes, event)) {
      found.push(step)
      setSteps([...found])
    }
    setRunning(false)
  }
  return (
    <>
      <Facts
        facts={[
          [words.log, <code key="log">{leaf.log}</code>],
          [words.leaf, numberWords(leaf.index, language)],
          [
            words.file,
            <OutsideLink key="file" href={proofPath(event)}>
              <Say words={words.open} />
            </OutsideLink>,
          ],
        ]}
      />
      <Button label={words.verify} isPending={isRunning} onPress={() => void verify()} />
      <ProofStepList steps={steps} />
    </>
  )
}

const words = {
  title: text('Beweis', 'Proof'),
  lead: text(
    'Jedes Ereignis ist ein Blatt in einem Baum, den diese Installation fortlaufend signiert. Wer das Ereignis nachträglich änderte, müsste den Baum ändern, und das fällt jedem auf, der eine frühere Signatur kennt.',
    'Every event is a leaf in a tree that this installation signs as it grows. Whoever changed the event afterwards would have to change the tree, and everybody who knows an earlier signature would notice.',
  ),
  waiting: text(
    'Das Ereignis ist gespeichert, aber noch kein Blatt. Das dauert gewöhnlich weniger als eine Sekunde; diese Seite sieht von selbst nach.',
    'The event is stored, but not a leaf yet. That usually takes less than a second; this page looks again by itself.',
  ),
  log: text('Protokoll', 'Log'),
  leaf: text('Stelle im Baum', 'Place in the tree'),
  file: text('Beweisdatei', 'Proof file'),
  open: text('Beweis als Datei (C2SP tlog-proof)', 'Proof as a file (C2SP tlog-proof)'),
  verify: text('Hier im Browser nachprüfen', 'Verify here in the browser'),
}
