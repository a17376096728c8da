import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { changeMe } from '../../../server/src/engine/identity/contract/me.ts'
import { meQuery, useKnowMe } from '../api/me.ts'
import { useChange } from '../api/use-call.ts'
import { useLanguage } from '../language/use-text.ts'
import { choose } from '../preferences.ts'

const names = { de: 'Deutsch', en: 'English' }

/** Switches between the two languages, at once; signed-in people keep it in their profile. */
export function LanguageSwitch(): ReactNode {
  const language = useLanguage()
  const switchTo = useSwitchLanguage()
  const other = language === 'de' ? 'en' : 'de'
  return (
    <AriaButton className="button quiet" onPress={() => switchTo(other)}>
      <span lang={other}>{names[other]}</span>
    </AriaButton>
  )
}

/** The switch itself, for other places. */
export function useSwitchLanguage(): (language: 'de' | 'en') => void {
  // Outside nobody may be signed in: what is known is enough, nobody is asked.
  const me = useQuery({ ...meQuery, enabled: false }).data ?? null
  const know = useKnowMe()
  const change = useChange(changeMe)
  return (language) => {
    choose({ language })
    if (me === null) return
    know((before) => ({ ...before, person: { ...before.person, language } }))
    change.mutate({ body: { language } })
  }
}
