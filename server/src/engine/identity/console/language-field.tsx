import type { ReactNode } from 'react'
import { choose, RadioGroup, text, useLanguage } from '@nachweis/console'

/** The language of somebody's account; what is chosen is spoken at once. */
export function LanguageField(): ReactNode {
  const language = useLanguage()
  return (
    <RadioGroup
      name="language"
      label={words.language}
      description={words.what}
      value={language}
      onChange={(id) => choose({ language: id as 'de' | 'en' })}
      options={[
        { id: 'de', label: 'Deutsch' },
        { id: 'en', label: 'English' },
      ]}
    />
  )
}

const words = {
  language: text('Sprache', 'Language'),
  what: text('Für die Konsole und für Mails an Sie.', 'Of the console and of mails to you.'),
}
