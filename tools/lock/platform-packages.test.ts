import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completed, missingPlatformPackages } from './platform-packages.ts'

const lock = {
  '': {},
  'node_modules/tool': {
    version: '1.0.0',
    dev: true,
    optionalDependencies: {
      '@tool/linux-x64-musl': '1.0.0',
      '@tool/darwin-arm64': '1.0.0',
      '@tool/linux-x64-gnu': '1.0.0',
    },
  },
  'node_modules/tool/node_modules/@tool/linux-x64-gnu': { version: '1.0.0' },
}

test('finds what npm dropped and names its platform', () => {
  expect(missingPlatformPackages(lock)).toEqual([
    {
      path: 'node_modules/@tool/linux-x64-musl',
      entry: { version: '1.0.0', cpu: ['x64'], dev: true, libc: ['musl'], optional: true, os: ['linux'] },
    },
    {
      path: 'node_modules/@tool/darwin-arm64',
      entry: { version: '1.0.0', cpu: ['arm64'], dev: true, optional: true, os: ['darwin'] },
    },
  ])
})

test('a completed lock lacks nothing and keeps what it had', () => {
  const whole = completed(lock)
  expect(missingPlatformPackages(whole)).toEqual([])
  expect(whole).toMatchObject(lock)
})

test('the lock of this repository lacks nothing', () => {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'))
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(missingPlatformPackages(packages)).toEqual([])
})
