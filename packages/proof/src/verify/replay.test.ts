import { beforeAll, describe, expect, test } from 'vitest'
import { copyOf, hourMs, newLog, sourceOf, type Log } from '../../test/installation.ts'
import { utf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { DisclosedRecord } from '../records.ts'
import { verifyInstallation } from '../verifier.ts'
import type { Report } from './report.ts'

let log: Log
beforeAll(async () => {
  log = await newLog()
})

const codes = (report: Report) => [...new Set(report.problems.map(({ code }) => code))]

describe('what the records say must follow from them', () => {
  const now = () => log.now
  const after = async (change: (copy: Log) => void) => {
    const copy = await copyOf(log, change)
    return verifyInstallation(sourceOf(await copy.publish()), null, { now: () => copy.now })
  }
  const change = (claim: string, from: 'holding' | 'unknown', to: 'failing' | 'holding', since = now()) =>
    ({ claim, from, to, since: new Date(since).toISOString(), cause: 'x' }) as const

  test('a status nobody observed', async () => {
    expect(
      codes(
        await after((copy) => copy.add('claims.status-changed', change('tls/all', 'holding', 'failing'))),
      ),
    ).toEqual(['replay-status-differs'])
  })
  test('a status from long before its evidence', async () => {
    const report = await after((copy) => {
      copy.evidence('tls/versions', 'fails', 24 * hourMs)
      copy.settle()
      copy.now += hourMs
      copy.evidence('tls/versions', 'holds', 24 * hourMs)
      copy.settle(copy.now - 1800_000)
    })
    expect(codes(report)).toEqual(['replay-since-differs'])
  })
  test('a failure that the history keeps quiet about', async () => {
    const quiet = (copy: Log) => {
      copy.evidence('tls/versions', 'fails', 24 * hourMs)
      copy.now += hourMs
    }
    expect(codes(await after(quiet))).toEqual(['replay-change-missing'])
    const report = await after((copy) => {
      quiet(copy)
      copy.evidence('tls/versions', 'holds', 24 * hourMs)
    })
    expect(report.agrees).toBe(true)
    expect(report.remarks.map(({ code }) => code)).toEqual(['replay-change-missing', 'replay-change-missing'])
  })
  test('evidence that ran out unnoticed, and noticed', async () => {
    expect(codes(await after((copy) => (copy.now += 48 * hourMs)))).toEqual(['replay-change-missing'])
    const settled = await after((copy) => {
      copy.now += 24 * hourMs
      copy.settle()
    })
    expect(settled.problems).toEqual([])
    expect(settled.claims.map(({ status }) => status)).toEqual(['stale', 'stale', 'stale'])
  })
  test('a clock that was set back and forth again is no lie', async () => {
    const report = await after((copy) => {
      copy.evidence('tls/versions', 'holds', 24 * hourMs)
      copy.now -= hourMs
      copy.settle()
      copy.evidence('tls/versions', 'holds', 24 * hourMs)
      copy.settle()
      copy.now += 2 * hourMs
    })
    expect(report.problems).toEqual([])
    expect(report.claims.find(({ id }) => id === 'tls/versions')?.status).toBe('holding')
  })
  test('evidence that counts longer than the claim says', async () => {
    expect(codes(await after((copy) => copy.evidence('tls/versions', 'holds', 25 * hourMs)))).toEqual([
      'evidence-validity-differs',
    ])
  })
  test('a record that was recorded after the head was signed', async () => {
    const report = await after((copy) => {
      copy.now += hourMs
      copy.evidence('tls/versions', 'unknown', 24 * hourMs)
      copy.now -= hourMs
    })
    expect(codes(report)).toContain('record-from-future')
  })
  test('data that cannot be read', async () => {
    const copy = await copyOf(log, (copy) => copy.add('claims.claim-published', { id: 'x' } as never))
    const unreadable = copy.records.pop() as DisclosedRecord
    const published = await copy.publish()
    const path = `/log/records/${Math.floor(unreadable.index / 256)}`
    published.set(
      path,
      utf8(`${new TextDecoder().decode(published.get(path))}${canonicalJson(unreadable)}\n`),
    )
    const report = await verifyInstallation(sourceOf(published), null, { now: () => copy.now })
    expect(report.problems[0]).toMatchObject({ where: `index ${unreadable.index}`, code: 'record-invalid' })
  })
})
