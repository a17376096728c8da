import { createElement } from 'react'

/** Verifies one piece of evidence in the browser. Hidden by CSS until the module has defined the element. */
export function VerifyButton({ evidence, text }: { readonly evidence: string; readonly text: string }) {
  return createElement(
    'nachweis-verify',
    { 'data-evidence': evidence },
    <button type="button">{text}</button>,
  )
}
