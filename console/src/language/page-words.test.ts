import { expect, it } from 'vitest'
import { languages } from '../../../server/src/kernel/language.ts'
import { words } from '../../../server/src/trust-page/words/words.ts'
import { basisWords, chapterWords, provenWords, statusWords, verdictWords } from './page-words.ts'

it.each(languages)('the console and the public page call things the same (%s)', (language) => {
  const inLanguage = (texts: Readonly<Record<string, { de: string; en: string }>>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]))
  const page = words[language]
  expect(inLanguage(chapterWords)).toEqual(page.chapters)
  expect(inLanguage(statusWords)).toEqual(page.statusTitle)
  expect(inLanguage(provenWords)).toEqual(page.proven)
  expect(inLanguage(basisWords)).toEqual(page.basis)
  expect(inLanguage(verdictWords)).toEqual(page.evidencePage.verdicts)
})
