import { useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { Button } from './button.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'

/** A value to take along, e.g. a secret that is shown only now. `lines` shows several, as recovery codes. */
export function CopyField({
  label,
  value,
  description,
}: {
  readonly label: Text
  readonly value: string
  readonly description?: Text
}): ReactNode {
  const t = useText()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="field copy-field" role="group" aria-label={t(label)}>
      <span className="field-label">{t(label)}</span>
      {description && <span className="field-description">{t(description)}</span>}
      <div className="copy-row">
        <output className="copy-value">{value}</output>
        <Button
          label={copied === true ? words.copied : words.copy}
          icon={copied === true ? <CheckIcon /> : <CopyIcon />}
          onPress={copy}
        />
      </div>
      <span role="status" className={copied === false ? 'field-problem' : 'hidden'}>
        {copied === null ? '' : t(copied ? words.copied : words.refused)}
      </span>
    </div>
  )
}

const words = {
  copy: text('Kopieren', 'Copy'),
  copied: text('Kopiert', 'Copied'),
  refused: text(
    'Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn von Hand.',
    'The browser did not allow copying. Select the text and copy it by hand.',
  ),
}
