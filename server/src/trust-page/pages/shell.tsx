import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { StatusMarkShapes } from '@nachweis/ui'
import type { ProviderPublished } from 'nachweis-verify'
import type { Language } from '../../kernel/language.ts'
import { paths } from '../paths.ts'
import { otherLanguage, words } from '../words/words.ts'
import { viewOf, type View } from './view.tsx'

/** Addresses of what the page loads: one style sheet, one module that defines `<nachweis-verify>`. */
export interface PageAssets {
  readonly css: string
  readonly verifier: string
}

/** What every page is given. `now` in ms since the epoch, `publicUrl` without a slash at the end. */
export interface PageInput {
  readonly language: Language
  readonly assets: PageAssets
  readonly now: number
  readonly publicUrl: string
  readonly provider: ProviderPublished | null
}

interface Shell {
  readonly title: string
  readonly description?: string
  /** This page in the given language; null for pages without an address of their own (errors, setup). */
  readonly address: ((language: Language) => string) | null
  /** Where the language switch of a page without an address leads; default: home. */
  readonly switchTo?: ((language: Language) => string) | undefined
  /** Loads the module that verifies proofs in the browser. */
  readonly verifies?: boolean
  readonly feed?: string | null
  readonly body: (view: View) => ReactNode
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Ccircle cx='12' cy='12' r='11' fill='%231d6b45'/%3E" +
  "%3Cpath d='M7 12.4l3.4 3.4 6.8-7.2' fill='none' stroke='%23fff' stroke-width='2.4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E"

/** The whole HTML document of a page. */
export function renderPage(input: PageInput, shell: Shell): string {
  const view = viewOf(input.language, input.now)
  const html = (
    <html lang={input.language}>
      <Head input={input} shell={shell} />
      <body>
        <a className="skip" href="#content">
          {view.words.page.skip}
        </a>
        <StatusMarkShapes />
        <Top view={view} input={input} shell={shell} />
        <main id="content">{shell.body(view)}</main>
        <Foot view={view} provider={input.provider} />
      </body>
    </html>
  )
  return `<!doctype html>${renderToStaticMarkup(html)}`
}

function Head({ input, shell }: { readonly input: PageInput; readonly shell: Shell }) {
  const { address } = shell
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{shell.title}</title>
      {shell.description && <meta name="description" content={shell.description} />}
      {address ? (
        <>
          <link rel="canonical" href={input.publicUrl + address(input.language)} />
          <link rel="alternate" hrefLang="de" href={input.publicUrl + address('de')} />
          <link rel="alternate" hrefLang="en" href={input.publicUrl + address('en')} />
        </>
      ) : (
        <meta name="robots" content="noindex" />
      )}
      {shell.feed && <link rel="alternate" type="application/atom+xml" href={shell.feed} />}
      <link rel="icon" href={icon} />
      <link rel="stylesheet" href={input.assets.css} />
      {shell.verifies && <script type="module" src={input.assets.verifier} />}
    </head>
  )
}

function Top({
  view,
  input,
  shell,
}: {
  readonly view: View
  readonly input: PageInput
  readonly shell: Shell
}) {
  const { language } = view
  const { page, provider } = view.words
  const here = shell.address?.(language)
  const elsewhere = shell.address ?? shell.switchTo ?? paths.home
  const other = otherLanguage[language]
  const link = (href: string, text: string) => (
    <li>
      <a href={href} aria-current={href === here ? 'page' : undefined}>
        {text}
      </a>
    </li>
  )
  return (
    <header className="top">
      <a className="brand" href={paths.home(language)}>
        {input.provider?.name ?? provider}
      </a>
      <nav aria-label={page.navigation}>
        <ul>
          {link(paths.home(language), page.measures)}
          {link(paths.howItWorks(language), page.howItWorks)}
          {link(paths.trustJson, page.machineReadable)}
          <li>
            <a href={elsewhere(other)} lang={other} hrefLang={other}>
              {words[other].languageName}
            </a>
          </li>
        </ul>
      </nav>
    </header>
  )
}

function Foot({ view, provider }: { readonly view: View; readonly provider: ProviderPublished | null }) {
  const { page } = view.words
  const homepage = provider && webAddress(provider.homepage)
  const contact = provider && contactAddress(provider.contact)
  return (
    <footer className="foot">
      <p>{page.footer}</p>
      <p>
        {page.times} <a href={paths.howItWorks(view.language)}>{page.howItWorks}</a>
        {homepage && (
          <>
            {' · '}
            <a href={homepage}>{page.homepage(provider.name)}</a>
          </>
        )}
        {contact && (
          <>
            {' · '}
            <a href={contact}>{page.contact}</a>
          </>
        )}
        {' · '}
        <a href="/console/">{page.signIn}</a>
      </p>
    </footer>
  )
}

/** The address if it is an http(s) one; `javascript:` and the like never become a link. */
function webAddress(address: string | null): string | null {
  return address !== null && /^https?:\/\/[^\s]+$/i.test(address) ? address : null
}

const contactAddress = (contact: string) =>
  /^[^\s@:?&/]+@[^\s@:?&/]+$/.test(contact) ? `mailto:${contact}` : webAddress(contact)
