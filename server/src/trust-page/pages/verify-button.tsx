import { createElement } from 'react'

interface Props {
  readonly evidence: string
  readonly text: string
  /** The claim it must be about; the element finds it by itself inside the claim's `<details>`. */
  readonly claim?: string
}

/** Verifies one piece of evidence in the browser. Hidden by CSS until the module has defined the element. */
export function VerifyButton({ evidence, text, claim }: Props) {
  const data = { 'data-evidence': evidence, 'data-claim': claim }
  return createElement('nachweis-verify', data, <button type="button">{text}</button>)
}
