import { parseDocument } from 'yaml'
import { describe, expect, it } from 'vitest'
import { configurationTemplate } from '../../platform/config/configuration-template.ts'
import { parseConfiguration } from '../../platform/config/load-configuration.ts'
import { applyChanges } from './apply-changes.ts'
import { changedLines } from './changed-lines.ts'
import type { ConfigurationChanges } from './contract.ts'

function changed(text: string, changes: ConfigurationChanges): string {
  const document = parseDocument(text)
  applyChanges(changes)(document)
  return document.toString({ lineWidth: 0 })
}

const provider = { name: 'A', country: 'Deutschland', homepage: null, contact: 'a@b.example' }
const text = `provider:
  name: A # wie im Register
  country: Deutschland
  contact: a@b.example
teams:
  # die Plattform
  - id: platform # seit 2020
    name: Team Plattform
  - { id: legal, name: Recht }
measures:
  backups: { team: platform } # auch nachts
  access: { team: legal }
timeServers: [a.example, b.example]
`

describe('applyChanges', () => {
  it('touches nothing when everything is said already', () => {
    expect(changed(text, { provider, timeServers: ['a.example', 'b.example'] })).toBe(
      parseDocument(text).toString({ lineWidth: 0 }),
    )
  })

  it('changes the line that changes, and keeps the comments of the others', () => {
    const teams = [
      { id: 'support', name: 'Team Hilfe' },
      { id: 'platform', name: 'Team Plattform' },
    ]
    const after = changed(text, {
      provider: { ...provider, contact: 'b@b.example', homepage: 'https://a.example/' },
      teams,
      measures: { backups: { team: 'platform' }, risks: { team: 'support' } },
    })
    expect(after).toContain('name: A # wie im Register')
    expect(after).toContain('# die Plattform')
    expect(after).toContain('- id: platform # seit 2020\n    name: Team Plattform')
    expect(after).toContain('backups: { team: platform } # auch nachts')
    expect(parseConfiguration(after, 'nachweis.yaml', () => [])).toMatchObject({
      provider: { contact: 'b@b.example', homepage: 'https://a.example/' },
      teams,
      measures: { backups: { team: 'platform' }, risks: { team: 'support' } },
      timeServers: ['a.example', 'b.example'],
    })
    expect(after).not.toContain('legal')
  })

  it('takes out what became empty', () => {
    const after = changed(text, { teams: [], measures: {}, timeServers: [] })
    expect(after).not.toMatch(/teams|measures|timeServers/)
    expect(changed(after, { teams: [] })).toBe(after)
  })

  it('fills the first file, whose lists are comments', () => {
    const after = changed(configurationTemplate, {
      endpoints: [{ url: 'https://www.example.de/' }],
      backups: { everyHours: 12, places: [{ id: 'first', path: '/mnt/a', location: 'Köln' }] },
    })
    expect(parseConfiguration(after, 'nachweis.yaml', () => [])).toMatchObject({
      endpoints: [{ url: 'https://www.example.de/' }],
      backups: { everyHours: 12, places: [{ id: 'first', path: '/mnt/a', location: 'Köln' }] },
    })
    for (const comment of configurationTemplate.split('\n').filter((line) => line.startsWith('#')))
      expect(after.split('\n')).toContain(comment)
  })

  it('cannot be led out of its place by hostile values', () => {
    const name = 'x\nteams: [{ id: evil, name: evil }]\n# "\'{}[]&*!|>%@`'
    const after = changed(text, { provider: { ...provider, name } })
    const read = parseConfiguration(after, 'nachweis.yaml', () => [])
    expect([read.provider.name, read.teams.length]).toEqual([name, 2])
  })
})

describe('changedLines', () => {
  it('tells removed before added, with their numbers, and passes over what stayed', () => {
    expect(changedLines('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n')).toEqual([
      { kind: 'removed', number: 2, text: 'b' },
      { kind: 'added', number: 2, text: 'B' },
      { kind: 'added', number: 5, text: 'e' },
    ])
    expect(changedLines('a\n', 'a\n')).toEqual([])
  })
})
