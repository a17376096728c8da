import { sentenceParts, type Parameters, type Status, type Text } from 'nachweis-verify'

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
}) {
  const parts = sentenceParts(props.template[props.language], props.parameters, props.language)
  return (
    <span className="say" data-claim={props.claim} data-status={props.status}>
      {parts.map((part, index) => (part.parameter === null ? part.text : <b key={index}>{part.text}</b>))}
    </span>
  )
}
