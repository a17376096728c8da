import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sentence, sentenceParts } from 'nachweis-verify'
import { describe, expect, it } from 'vitest'
import { registry, type Claim } from '../engine/claims/index.ts'
import { measureModules } from './index.ts'

const here = import.meta.dirname
/** The customer's list, kept beside the repository; without it the folders alone decide. */
const list = join(here, '../../../../shared/measures.md')

const measures = measureModules.flatMap((module) => module.measures ?? [])
const claims = measures.flatMap((measure) =>
  measure.claims.map((claim) => ({ name: `${measure.id}/${claim.id}`, claim })),
)
const languages = ['de', 'en'] as const

const registered = measures.map(({ chapter, id }) => `${chapter}/${id}`)

function folders(): string[] {
  const under = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  return under(here).flatMap((chapter) => under(join(here, chapter)).map((id) => `${chapter}/${id}`))
}

/** `chapter/measure` of every table row under the headings of the list, in order. */
function listed(markdown: string): string[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const chapter = section.slice(0, section.indexOf('\n')).trim().toLowerCase()
      const rows = [...section.matchAll(/^\| ([a-z-]+) \|/gm)].map((row) => row[1])
      return rows.filter((id) => id !== 'measure' && id !== '---').map((id) => `${chapter}/${id}`)
    })
}

/** What a text lacks to be shown: an empty array when both languages stand and differ. */
function gaps({ de, en }: { readonly de: string; readonly en: string }): string[] {
  const empty = [de, en].some((words) => words.trim() !== words || words === '')
  return [...(empty ? ['empty or padded'] : []), ...(de === en ? ['the same in both languages'] : [])]
}

/** Parameters that the sentence of one language does not show. */
function unused(claim: Claim, language: 'de' | 'en'): string[] {
  const parts = sentenceParts(claim.text[language], claim.parameters, language)
  const shown = new Set(parts.map((part) => part.parameter))
  return Object.keys(claim.parameters).filter((name) => !shown.has(name))
}

describe('the catalogue', () => {
  it.skipIf(!existsSync(list))('holds every measure of the list, in its order, and no other', () => {
    const wanted = listed(readFileSync(list, 'utf8'))
    expect(wanted).toHaveLength(40)
    expect(registered).toEqual(wanted)
  })

  it('registers every folder, and nothing without a folder', () => {
    expect(registered.toSorted()).toEqual(folders().toSorted())
    expect(registered.length).toBeGreaterThan(0)
  })

  it('names modules as their measure', () => {
    for (const module of measureModules) expect(module.measures?.map(({ id }) => id)).toContain(module.name)
  })

  it('names each measure and each claim once, and rests only on claims that exist', () => {
    expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length)
    expect(registry(measureModules).claims.size).toBe(claims.length)
    for (const { name, claim } of claims) expect(claim.restsOn ?? []).not.toContain(name)
  })

  it.each(measures)('$id has a title in both languages and at least one claim', ({ title, claims: own }) => {
    expect(gaps(title)).toEqual([])
    expect(own.length).toBeGreaterThan(0)
  })
})

describe.each(claims)('$name', ({ claim }) => {
  it('is a sentence in both languages that shows every parameter and leaves no place open', () => {
    const said = sentence(claim.text, claim.parameters)
    expect(gaps(said)).toEqual([])
    for (const language of languages) {
      expect(unused(claim, language)).toEqual([])
      expect(said[language]).not.toMatch(/[{}]|  /)
      expect(said[language]).toMatch(/^\p{Lu}.*\.$/u)
    }
  })

  it('says on what it stands and what it needs', () => {
    expect(['executed', 'observed', 'attested', 'certified', 'contractual']).toContain(claim.basis)
    expect(gaps(claim.needs)).toEqual([])
    for (const language of languages) expect(claim.needs[language]).toMatch(/^\p{Lu}.*\.$/u)
  })
})

describe('the guards themselves', () => {
  const parts = { id: 'x', basis: 'executed', needs: { de: 'Nein', en: 'No' } } as const

  it('find a parameter that a sentence does not show and a place without a parameter', () => {
    const text = { de: 'Nach {days Tagen}.', en: 'Soon.' }
    expect(unused({ ...parts, text, parameters: { days: 3 } }, 'en')).toEqual(['days'])
    expect(unused({ ...parts, text, parameters: { days: 3 } }, 'de')).toEqual([])
    expect(() => unused({ ...parts, text, parameters: {} }, 'de')).toThrow('days')
  })

  it('find an empty text and one that was not translated', () => {
    expect(gaps({ de: '', en: 'Yes.' })).toHaveLength(1)
    expect(gaps({ de: 'Yes.', en: 'Yes.' })).toHaveLength(1)
  })

  it('read the tables of the list', () => {
    const markdown =
      '# A\n\n## Legal\n| measure | claims |\n| --- | --- |\n| terms | x |\n\n## AI\n| ai | y |\n'
    expect(listed(markdown)).toEqual(['legal/terms', 'ai/ai'])
  })
})
