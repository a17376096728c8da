import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applySuggestion,
  mended,
  onlyTerm,
  periodOf,
  piecesOf,
  problemsOf,
  removable,
  termState,
  timeOfQuery,
  toggleTerm,
  withTime,
} from './search-query.ts'

const value = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() === text && !/[\0\p{Surrogate}]/u.test(text))
const field = fc.constantFrom('actor', 'action', 'target', 'session', 'source', 'customer')

describe('a term', () => {
  test('of any value is read as that value, is found again, and goes without a trace', () => {
    fc.assert(
      fc.property(field, value, fc.constantFrom('', 'login', 'outcome:failure time:24h'), (name, text, q) => {
        expect(problemsOf(onlyTerm(name, text))).toEqual([])
        const added = toggleTerm(q, name, text, 'included')
        expect(termState(added, name, text)).toBe('included')
        expect(toggleTerm(added, name, text, 'included')).toBe(q)
        const excluded = toggleTerm(added, name, text, 'excluded')
        expect(termState(excluded, name, text)).toBe('excluded')
        expect(toggleTerm(excluded, name, text, 'excluded')).toBe(q)
      }),
    )
  })

  test('is written as people would write it', () => {
    expect(onlyTerm('actor', 'anna@example.org')).toBe('actor:anna@example.org')
    expect(onlyTerm('ip', '2001:db8::1')).toBe('ip:2001:db8::1')
    expect(toggleTerm('', 'ip', '10.0.0.1', 'included')).toBe('ip:10.0.0.1')
    expect(toggleTerm('', 'ip', '2001:db8::1', 'excluded')).toBe('-ip:2001:db8::1')
    expect(toggleTerm('ip:10.0.0.0/8', 'ip', '::ffff:10.0.0.1', 'included')).toBe('ip:10.0.0.0/8 ip:10.0.0.1')
    expect(onlyTerm('action', 'say "hi"')).toBe('action:"say \\"hi\\""')
    expect(toggleTerm('actor:anna', 'outcome', 'success', 'excluded')).toBe('actor:anna -outcome:success')
    expect(toggleTerm('actor:anna OR actor:bert', 'session', 's-1', 'included')).toBe(
      '(actor:anna OR actor:bert) session:s-1',
    )
    expect(toggleTerm('(actor:anna OR actor:bert)', 'session', 's-1', 'included')).toBe(
      '(actor:anna OR actor:bert) session:s-1',
    )
  })

  test('is recognised however it was written', () => {
    expect(termState('akteur:"Anna" login', 'actor', 'anna')).toBe('included')
    expect(termState('NICHT ergebnis:erfolg', 'outcome', 'success')).toBe('excluded')
    expect(termState('actor:anna,bert', 'actor', 'anna')).toBe(null)
    expect(toggleTerm('akteur:anna UND login', 'actor', 'anna', 'included')).toBe('login')
  })
})

describe('the time', () => {
  test('is replaced, whatever it was', () => {
    expect(timeOfQuery('login time:24h')).toBe('24h')
    expect(timeOfQuery('login')).toBe(null)
    expect(timeOfQuery('aktor:anna')).toBe(null)
    expect(withTime('time:24h login', '7d')).toBe('login time:7d')
    expect(withTime('zeit:heute login', null)).toBe('login')
    const period = periodOf({ from: '2026-05-01T08:00:00.000Z', to: '2026-05-01T09:00:01.000Z' })
    expect(period).toBe('2026-05-01T08:00Z..2026-05-01T09:00:01Z')
    expect(timeOfQuery(withTime('a OR b', period))).toBe(period)
    expect(problemsOf(withTime('a OR b', period))).toEqual([])
  })
})

test('each part can be taken out', () => {
  expect(removable('actor:anna "zwei Wörter" time:1h')).toEqual([
    { written: 'actor:anna', rest: '"zwei Wörter" time:1h' },
    { written: '"zwei Wörter"', rest: 'actor:anna time:1h' },
    { written: 'time:1h', rest: 'actor:anna "zwei Wörter"' },
  ])
})

test('a query that cannot be read is left alone, and says where it cannot', () => {
  const [problem] = problemsOf('login aktor:anna')
  expect(problem).toMatchObject({ position: 6, length: 5 })
  expect(withTime('aktor:anna', null)).toBe('aktor:anna')
})

describe('completion', () => {
  test('puts a suggestion where the word stood, and the caret behind it', () => {
    const actor = { insert: 'actor:', kind: 'field' as const, about: { de: '', en: '' } }
    expect(applySuggestion('lo ac in', 5, 3, actor)).toEqual({ q: 'lo actor: in', caret: 9 })
    const anna = { insert: 'anna', kind: 'value' as const, about: { de: '', en: '' } }
    expect(applySuggestion('actor:a', 7, 6, anna)).toEqual({ q: 'actor:anna ', caret: 11 })
    expect(applySuggestion('actor:a x', 7, 6, anna)).toEqual({ q: 'actor:anna x', caret: 10 })
  })
})

describe('what is wrong', () => {
  test('is found in times too, and goes with what is proposed', () => {
    const q = 'actr:anna time:2days'
    const problems = problemsOf(q)
    expect(problems.map(({ position, length }) => [position, length])).toEqual([
      [0, 4],
      [10, 10],
    ])
    expect(problems.toReversed().reduce(mended, q)).toBe('actor:anna time:2d')
  })

  test('is marked within the whole, or a part around it', () => {
    const wrong = (q: string, aroundMax = 60) => {
      const { before, pieces, after } = piecesOf(q, problemsOf(q), aroundMax)
      const shown = pieces.map(({ written, isWrong }) => (isWrong ? `<${written}>` : written)).join('')
      return `${before ? '…' : ''}${shown}${after ? '…' : ''}`
    }
    expect(wrong('actr:anna x time:soon y')).toBe('<actr>:anna x <time:soon> y')
    expect(wrong(`${'a'.repeat(20)} actr:b ${'c'.repeat(20)}`, 5)).toBe('…aaaa <actr>:b cc…')
    expect(wrong('a (b OR c')).toBe('a <(b OR c>')
  })
})
