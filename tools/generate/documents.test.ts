import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTree } from '../boundaries/source-file.ts'
import { duration } from './claims-document.ts'
import { recordTypes } from './events-document.ts'
import { table } from './house-plan.ts'
import { leadingComment } from './modules-document.ts'

const root = mkdtempSync(join(tmpdir(), 'nachweis-records-'))
afterAll(() => rmSync(root, { recursive: true }))

test('durations in their largest units', () => {
  expect([duration(90_000), duration(86_400_000), duration(93_600_000), duration(0), duration(1500)]).toEqual(
    ['1 min 30 s', '1 d', '1 d 2 h', '0 ms', '1 s 500 ms'],
  )
})

test('the comment at the head of a file, of either form, and none', () => {
  expect(leadingComment({ text: '// One.\n// Two.\nimport a\n// three\n' })).toBe('One.\nTwo.')
  expect(leadingComment({ text: '/**\n * One.\n * Two.\n */\nimport a\n' })).toBe('One.\nTwo.')
  expect(leadingComment({ text: 'import a // one\n' })).toBe('')
})

test('tables escape bars', () => {
  expect(table(['a'], [['b|c']])).toBe('| a |\n| --- |\n| b\\|c |')
})

test('record types come from the contract and from drafts', () => {
  const files = {
    'packages/proof/src/records.ts':
      "interface TrustRecords {\n  'log.opened': LogOpened\n  'log.a-closed': Closed\n}\n",
    'server/src/engine/log/close.ts': 'append([{ type: `log.${kind}-closed`, data, disclosed }])\n',
    'server/src/engine/log/open.ts': "append([{ type: 'log.opened', data, disclosed: true }])\n",
    'server/src/engine/mail/send.ts':
      "append([{ type: 'mail.sent', data, disclosed: false }, { type: 'text', data }])\n",
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  expect(recordTypes(readTree(root).sources)).toEqual([
    {
      type: 'log.a-closed',
      shape: 'Closed',
      disclosed: 'depends',
      written: ['server/src/engine/log/close.ts'],
    },
    { type: 'log.opened', shape: 'LogOpened', disclosed: 'yes', written: ['server/src/engine/log/open.ts'] },
    { type: 'mail.sent', shape: '', disclosed: 'no', written: ['server/src/engine/mail/send.ts'] },
  ])
})
