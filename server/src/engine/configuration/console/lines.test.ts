import { expect, it } from 'vitest'
import { endpointLine, endpointOf, linesOf, slugOf } from './lines.ts'

it('reads one entry a line and writes endpoints as it reads them', () => {
  expect(linesOf(' a \r\n\n b\n')).toEqual(['a', 'b'])
  for (const line of ['https://a.example/', 'tls://b.example:5061 (c.example)'])
    expect(endpointLine(endpointOf(line))).toBe(line)
  expect(endpointOf('www.example.de')).toEqual({ url: 'https://www.example.de/' })
})

it('makes names for machines that the configuration takes', () => {
  expect(slugOf('Team Plattform (Köln)', [])).toBe('team-plattform-koeln')
  expect(slugOf('Straße', ['strasse'])).toBe('strasse-2')
  expect(slugOf('Équipe №1', [])).toBe('equipe-1')
  expect(slugOf('团队', ['team'])).toBe('team-2')
  expect(slugOf('x'.repeat(200), [])).toMatch(/^x{50}$/)
})
