import { expect, it } from 'vitest'
import { text } from '../../../server/src/kernel/language.ts'
import { nextSort, orderOf, rowsToShow } from './data-table-rows.ts'

const rows = ['Müller', 'Abel', 'Zöllner']
const columns = [
  {
    id: 'name',
    label: text('Name', 'Name'),
    cell: (row: string) => row,
    order: (a: string, b: string) => a.localeCompare(b, 'de'),
  },
  { id: 'length', label: text('Länge', 'Length'), cell: (row: string) => row.length },
]
const show = (sort: string, sought = '') => rowsToShow(rows, columns, orderOf(sort), (row) => row, sought)

it('sorts up, down and not at all; a column without order stays as given', () => {
  expect(show('name')).toEqual(['Abel', 'Müller', 'Zöllner'])
  expect(show('-name')).toEqual(['Zöllner', 'Müller', 'Abel'])
  expect(show('')).toEqual(rows)
  expect(show('length')).toEqual(rows)
})

it('finds without regard to case and accents, by every word', () => {
  expect(show('', 'mULLER')).toEqual(['Müller'])
  expect(show('', 'zoll ner')).toEqual(['Zöllner'])
  expect(show('', 'zoll abel')).toEqual([])
})

it('goes from ascending to descending to as given', () => {
  expect(nextSort(orderOf(''), 'name')).toBe('name')
  expect(nextSort(orderOf('name'), 'name')).toBe('-name')
  expect(nextSort(orderOf('-name'), 'name')).toBe('')
  expect(nextSort(orderOf('-name'), 'length')).toBe('length')
})
