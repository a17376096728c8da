import { expect, test } from 'vitest'
import { configurationSchema } from '../../../platform/config/configuration.ts'
import type { Platform } from '../../../platform/platform.ts'
import { clockComparison, timeServer } from './observer.ts'

const configuration = (timeServers: readonly string[]) =>
  configurationSchema.parse({ provider: { name: 'Test', contact: 'security@example.de' }, timeServers })
const unused = {} as Platform

test('without time servers there is nothing to look at', () => {
  expect(timeServer.targets(configuration([]), unused)).toEqual([])
  expect(clockComparison.targets(configuration([]), unused)).toEqual([])
})

test('each time server is a target, and together they are one', () => {
  const found = configuration(['ntp1.example.de', '192.0.2.1', 'ntp1.example.de'])
  expect(timeServer.targets(found, unused)).toEqual([
    { id: 'ntp://ntp1.example.de', host: 'ntp1.example.de' },
    { id: 'ntp://192.0.2.1', host: '192.0.2.1' },
  ])
  expect(clockComparison.targets(found, unused)).toEqual([{ id: 'installation' }])
})
