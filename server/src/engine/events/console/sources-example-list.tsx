import { useState, type ReactNode } from 'react'
import { Button, CheckIcon, CopyIcon, Select, text, useNow, useQueryState, useText } from '@nachweis/console'
import { examples, type Example, type Place } from './sources-examples.ts'

/** An example for the way in that is chosen, with this installation's address in it. */
export function Examples({ place }: { readonly place: Place }): ReactNode {
  const t = useText()
  const now = useNow()
  const [way, setWay] = useQueryState('way', 'curl')
  const all = examples(place, now)
  const shown = all.find(({ id }) => id === way) ?? all[0]
  if (shown === undefined) return null
  return (
    <div className="examples">
      <Select
        name="way"
        label={words.way}
        value={shown.id}
        onChange={setWay}
        options={all.map(({ id, title }) => ({ id, label: title }))}
      />
      <p>{t(shown.what)}</p>
      <CodeExample key={shown.id} {...shown} />
    </div>
  )
}

/** Something to copy, e.g. a program. */
export function CodeExample({ title, code }: Pick<Example, 'title' | 'code'>): ReactNode {
  const t = useText()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = () => {
    navigator.clipboard.writeText(code).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="example" role="group" aria-label={t(title)}>
      <pre>
        <code>{code}</code>
      </pre>
      <Button
        label={copied === true ? words.copied : words.copy}
        icon={copied === true ? <CheckIcon /> : <CopyIcon />}
        onPress={copy}
      />
      <span role="status" className={copied === false ? 'field-problem' : 'hidden'}>
        {copied === null ? '' : t(copied ? words.copied : words.refused)}
      </span>
    </div>
  )
}

const words = {
  way: text('Weg', 'Way'),
  copy: text('Beispiel kopieren', 'Copy the example'),
  copied: text('Kopiert', 'Copied'),
  refused: text(
    'Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn von Hand.',
    'The browser did not allow copying. Select the text and copy it by hand.',
  ),
}
