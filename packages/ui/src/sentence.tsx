import type { ReactNode } from 'react'
import { sentenceParts, type Parameters, type Status, type Text } from 'nachweis-verify'

/** A value and its unit stay on one line up to this length. */
const unbrokenCharactersMax = 20

/**
 * What a claim says. The text content is exactly the computed sentence, and the only children are `<b>` around its
 * parameters: the offline verifier compares this element with the log (`data-claim`, `data-status`).
 */
export function Sentence(props: {
  readonly claim: string
  readonly status: Status
  readonly template: Text
  readonly parameters: Parameters
  readonly language: keyof Text
}): ReactNode {
  const parts = sentenceParts(props.template[props.language], props.parameters, props.language)
  return (
    <span className="say" data-claim={props.claim} data-status={props.status}>
      {parts.map((part, index) =>
        part.parameter === null ? (
          part.text
        ) : (
          <b key={index} className={part.text.length <= unbrokenCharactersMax ? 'unbroken' : undefined}>
            {part.text}
          </b>
        ),
      )}
    </span>
  )
}
