import type { ReactNode } from 'react'
import type { Language } from '../../kernel/language.ts'
import { words, type Words } from '../words/words.ts'
import { renderPage, type PageInput } from './shell.tsx'

/**
 * The first administrator's link, used once: `offer` shows a button that POSTs to the page's own address, `done` shows
 * the access key this one time with the command that tries it, `gone` says that the link is used or has run out.
 */
export type SetupStep =
  | { readonly step: 'offer' }
  | { readonly step: 'done'; readonly accessKey: string; readonly command: string }
  | { readonly step: 'gone' }

/** The link in the other language, so that switching does not lose it; the secret in it stays out of the head. */
export interface SetupAddress {
  readonly switchTo?: (language: Language) => string
}

/** Full HTML of one step of the setup; answer it with `cache-control: no-store`. */
export function setupPage(input: PageInput & SetupStep & SetupAddress): string {
  const { setup } = words[input.language]
  return renderPage(input, {
    title: setup.title,
    address: null,
    switchTo: input.switchTo,
    body: () => <div className="sheet">{stepBody(input, setup)}</div>,
  })
}

function stepBody(input: SetupStep, setup: Words['setup']): ReactNode {
  switch (input.step) {
    case 'offer':
      return (
        <form method="post">
          <h1>{setup.offer}</h1>
          <p className="lead">{setup.offerText}</p>
          <button type="submit">{setup.button}</button>
        </form>
      )
    case 'done':
      return (
        <>
          <h1>{setup.done}</h1>
          <p className="lead">{setup.doneText}</p>
          <pre>
            <code>{input.accessKey}</code>
          </pre>
          <p>{setup.command}</p>
          <pre>
            <code>{input.command}</code>
          </pre>
        </>
      )
    case 'gone':
      return (
        <>
          <h1>{setup.gone}</h1>
          <p className="lead">{setup.goneText}</p>
        </>
      )
    default:
      return input satisfies never
  }
}
