import { RuleTester } from 'oxlint/plugins-dev'
import { describe, it } from 'vitest'
import plugin from './plugin.ts'

RuleTester.describe = describe
RuleTester.it = it

type Tester = RuleTester
const tester: Tester = new RuleTester({ cwd: '/repository' })
const run = (
  name: keyof typeof plugin.rules,
  cases: { valid: [string, string][]; invalid: [string, string][] },
) => {
  const at = ([path, code]: [string, string]) => ({ filename: `/repository/${path}`, code })
  tester.run(name, plugin.rules[name] as unknown as Parameters<Tester['run']>[1], {
    valid: cases.valid.map(at),
    invalid: cases.invalid.map((example) => ({ ...at(example), errors: 1 })),
  })
}

const domain = 'server/src/measures/data/backups/restore.ts'

run('ambient-time', {
  valid: [
    ['server/src/kernel/clock.ts', 'Date.now()'],
    ['server/src/platform/mail/send.ts', 'Date.now()'],
    ['server/src/measures/data/backups/restore.test.ts', 'Date.now()'],
    ['packages/proof/src/status.ts', 'Date.now()'],
    [domain, 'new Date(now)'],
    [domain, 'clock.now()'],
  ],
  invalid: [
    [domain, 'Date.now()'],
    [domain, 'new Date()'],
    [domain, 'Math.random()'],
    ['server/src/engine/log/append.ts', "Math['random']()"],
  ],
})

run('comment-length', {
  valid: [
    [domain, '// 1\n// 2\n// 3\nlet a'],
    [domain, '// 1\n// 2\n\n// 3\n// 4\nlet a'],
    [domain, 'let a // 1\nlet b // 2\nlet c // 3\nlet d // 4'],
    [domain, `/**\n${' * line\n'.repeat(10)} */\nlet a`],
    ['server/src/engine/log/index.ts', `${'// purpose\n'.repeat(10)}let a`],
  ],
  invalid: [
    [domain, '// 1\n// 2\n// 3\n// 4\nlet a'],
    [domain, '/* 1\n2\n3\n4 */\nlet a'],
    [domain, `/**\n${' * line\n'.repeat(11)} */\nlet a`],
    ['server/src/engine/log/index.ts', `let a\n${'// 1\n'.repeat(4)}`],
  ],
})

run('environment-in-one-file', {
  valid: [
    ['server/src/platform/config/environment.ts', 'process.env'],
    ['test/harness/server.ts', 'process.env'],
    ['tools/start.mjs', 'process.env'],
    [domain, 'process.cwd()'],
  ],
  invalid: [
    [domain, 'process.env.PORT'],
    [domain, "process['env']"],
    [domain, "import { env } from 'node:process'"],
    ['server/src/platform/config/other.ts', 'process.env'],
  ],
})

run('file-names', {
  valid: [
    [domain, ''],
    ['server/src/trust-page/claim-row.tsx', ''],
    ['server/src/engine/log/append.db.test.ts', ''],
    ['vitest.config.ts', ''],
    ['.ci/check.ts', ''],
  ],
  invalid: [
    ['server/src/trust-page/ClaimRow.tsx', ''],
    ['server/src/engine/log/utils.ts', ''],
    ['server/src/engine/shared/log.ts', ''],
    ['server/src/engine/log/date-helpers.ts', ''],
    ['server/src/engine/log/types.test.ts', ''],
  ],
})

run('module-mocks', {
  valid: [
    ['server/src/a.test.ts', 'vi.fn()'],
    ['server/src/a.test.ts', 'mock()'],
  ],
  invalid: [
    ['server/src/a.test.ts', "vi.mock('./b.ts')"],
    ['server/src/a.test.ts', "vi.doMock('./b.ts')"],
  ],
})
