import { useRouter } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { StatusMarkShapes } from '@nachweis/ui'
import { I18nProvider, RouterProvider as AriaRouterProvider } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { targetOf } from '../query-state.ts'
import { Toasts, useSettled } from './later.ts'
import { StepUp } from './step-up.tsx'

const locales = { de: 'de-DE', en: 'en-US' }

/** What stands around everything: language, links of the parts, the way past the navigation, messages. */
export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const router = useRouter()
  const t = useText()
  const isSettled = useSettled()
  return (
    <I18nProvider locale={locales[useLanguage()]}>
      <AriaRouterProvider
        navigate={(href) => void router.navigate(targetOf(href))}
        useHref={(href) => router.buildLocation(targetOf(href)).publicHref}
      >
        <a className="skip" href="#content" onClick={skip}>
          {t(words.skip)}
        </a>
        <StatusMarkShapes />
        {children}
        <StepUp />
        <Suspense fallback={null}>{isSettled && <Toasts />}</Suspense>
      </AriaRouterProvider>
    </I18nProvider>
  )
}

/** Not by address: the router would take it for a navigation. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#content')?.focus()
}

const words = { skip: text('Zum Inhalt springen', 'Skip to content') }
