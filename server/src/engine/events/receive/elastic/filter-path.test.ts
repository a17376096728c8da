import { expect, test } from 'vitest'
import { filtered } from './filter-path.ts'

const error = { type: 'x', reason: 'y' }
const answer = {
  took: 3,
  errors: true,
  items: [{ create: { _index: 'a', status: 201 } }, { create: { _index: 'a', status: 400, error } }],
}

test.each<[string | undefined, object]>([
  [undefined, answer],
  ['', answer],
  ['took', { took: 3 }],
  ['errors,items.*.error', { errors: true, items: [{ create: { error } }] }],
  [
    'errors,items.*.error,items.*.status',
    { errors: true, items: [{ create: { status: 201 } }, { create: { status: 400, error } }] },
  ],
  ['items.*.error.type', { items: [{ create: { error: { type: 'x' } } }] }],
  ['**.reason', { items: [{ create: { error: { reason: 'y' } } }] }],
  ['items.**', { items: answer.items }],
  ['nothing', {}],
  ['took.deeper', {}],
  ['-items', answer],
  ['a,'.repeat(30), answer],
  ['**.'.repeat(9) + 'status', { items: [{ create: { status: 201 } }, { create: { status: 400 } }] }],
])('of an answer, %s leaves what it names', (filter, left) => expect(filtered(answer, filter)).toEqual(left))
