import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../../kernel/language.ts'
import { everyNotice, harmless, link, notMe } from './testing/sample-values.ts'

const tags = (html: string) => html.match(/<[^>]*>/g) ?? []
const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
const linesOf = (text: string) => text.split('\n')
/** Lines that are the same in both languages for a good reason. */
const sameInBoth = /^(|-- |https:\S+|Organisation: .*)$/

it('has a notice for every file', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file))
  const notices = files.filter((file) => !['index.ts', 'occasion.ts'].includes(file))
  expect(new Set(everyNotice(harmless).map(({ name }) => `${name.replace('identity/', '')}.ts`))).toEqual(
    new Set(notices),
  )
})

describe.each(everyNotice(harmless))('$name ($variant)', ({ name, variant, render }) => {
  it('says the same in both languages, and every line in its own', () => {
    const [de, en] = [render('de'), render('en')]
    expect(de.subject).not.toBe('')
    expect(tags(de.html).map(kindOf)).toEqual(tags(en.html).map(kindOf))
    const [german, english] = [linesOf(de.text), linesOf(en.text)]
    expect(german).toHaveLength(english.length)
    const untranslated = german.filter((line, i) => line === english[i] && !sameInBoth.test(line))
    expect(untranslated).toEqual([])
    expect(de.text + de.html + en.text + en.html).not.toMatch(/undefined|null|NaN|\[object/)
  })

  it.each(languages)(
    'has one button, the way to say "not me", and nothing that is fetched (%s)',
    (language) => {
      const { html, text } = render(language)
      expect(tags(html).filter((tag) => tag.includes('inline-block'))).toHaveLength(1)
      expect(hrefs(html).every((href) => href === link || href === notMe)).toBe(true)
      expect(linesOf(text).filter((line) => line === notMe)).toHaveLength(1)
      expect(html).not.toMatch(/<(img|style|script|link|iframe|form)|url\(|src=| on[a-z]+=/i)
      expect(html).toContain(`<html lang="${language}">`)
    },
  )

  it('stays the same mail whatever people call themselves', () => {
    const plain = languages.map(render)
    const again = (words: string) => {
      const brought = { words, device: { de: words, en: words }, address: words }
      const found = everyNotice(brought).find((each) => each.name === name && each.variant === variant)
      return languages.map((language) => found!.render(language))
    }
    fc.assert(
      fc.property(hostile, (words) => {
        again(words).forEach((mail, i) => {
          expect(tags(mail.html)).toEqual(tags(plain[i]!.html))
          expect(linesOf(mail.text)).toHaveLength(linesOf(plain[i]!.text).length)
          expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
          expect(mail.subject.length).toBeLessThanOrEqual(150)
          expect(
            mail.text.replaceAll(/https:\/\/trust\.example\.com\S+|sicherheit@example\.de/g, ''),
          ).not.toMatch(/:\/\/|@|www\.\S|\.\p{L}/u)
        })
      }),
      { numRuns: 60 },
    )
  })
})

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' style='background:url(https://evil.example)",
  'Eve\r\nBcc: victim@example.org\r\n\r\nHello',
  'Klick https://evil.example/login',
  'www.evil.example',
  'evil。example ﬁ evil．example',
  'mail eve@evil.example',
  '\u202Emoc.live\u202C \u2028 \u0085 \u0000',
  '&lt;b&gt; ]]> <!-- ${name} {{name}} %0d%0a',
  'a'.repeat(100_000),
  '',
  '\uD800',
]
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom(...attacks), fc.string()).map(([attack, more]) => attack + more),
)

/** `<a href="…" style="…">` as `a`: languages differ in nothing else. */
const kindOf = (tag: string) => /^<\/?!?[a-z0-9]*/i.exec(tag)?.[0]
