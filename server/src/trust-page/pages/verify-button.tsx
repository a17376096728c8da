import type {} from 'react'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nachweis-verify': import('react').HTMLAttributes<HTMLElement> & { readonly 'data-evidence': string }
    }
  }
}

/** Verifies one piece of evidence in the browser. Hidden by CSS until the module has defined the element. */
export function VerifyButton({ evidence, text }: { readonly evidence: string; readonly text: string }) {
  return (
    <nachweis-verify data-evidence={evidence}>
      <button type="button">{text}</button>
    </nachweis-verify>
  )
}
