import { paths } from '../paths.ts'
import { words } from '../words/words.ts'
import { renderPage, type PageInput } from './shell.tsx'

/** The page for an address that leads nowhere. Full HTML; answer it with 404. */
export function notFoundPage(input: PageInput): string {
  const { notFound } = words[input.language]
  return notice(input, notFound.title, notFound.text)
}

/** The page for everything else that went wrong. `message` is for readers: the message of a Problem, never an internal one. */
export function problemPage(
  input: PageInput & { readonly status: number; readonly message: string },
): string {
  const { problem } = words[input.language]
  return notice(input, problem.title(input.status), input.message || problem.text)
}

function notice(input: PageInput, title: string, text: string): string {
  return renderPage(input, {
    title,
    address: null,
    body: (view) => (
      <div className="sheet">
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        <p>
          <a href={paths.home(input.language)}>{view.words.notFound.home}</a>
        </p>
      </div>
    ),
  })
}
