import { paths } from '../paths.ts'
import { words } from '../words/words.ts'
import { renderPage, type PageInput } from './shell.tsx'

/** The page for an address that leads nowhere. Full HTML; answer it with 404. */
export function notFoundPage(input: PageInput): string {
  const { notFound } = words[input.language]
  return notice(input, notFound.title, notFound.text)
}

const unavailableStatus = 503

/** The page for everything else that went wrong, in words for readers. */
export function problemPage(input: PageInput & { readonly status: number }): string {
  const { title, wrongAddress, unavailable, failed } = words[input.language].problem
  const text = input.status < 500 ? wrongAddress : input.status === unavailableStatus ? unavailable : failed
  return notice(input, title(input.status), text)
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
