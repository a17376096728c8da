import type { Check, Claim, Measure } from '../../server/src/engine/claims/index.ts'
import { generatedNote, type HousePlan } from './house-plan.ts'

/** claims.md: all that the page can say, in both languages, and how each sentence is checked. */
export function claimsDocument({ modules }: HousePlan): string {
  const measures = modules.flatMap((module) => module.measures ?? [])
  const claims = measures.reduce((count, measure) => count + measure.claims.length, 0)
  const checked = measures
    .flatMap((measure) => measure.claims)
    .filter((claim) => claim.check !== undefined).length
  return [
    '# Measures and claims',
    '',
    generatedNote,
    '',
    `${measures.length} measures, ${claims} claims, ${checked} of them with a check.`,
    '',
    ...measures.map(measurePart),
  ].join('\n')
}

function measurePart(measure: Measure): string {
  return [
    `## ${measure.id}: ${measure.title.de} / ${measure.title.en}`,
    '',
    `Chapter: ${measure.chapter}`,
    '',
    ...measure.claims.map((claim) => claimPart(measure, claim)),
  ].join('\n')
}

function claimPart(measure: Measure, claim: Claim): string {
  const parameters = Object.entries(claim.parameters).map(
    ([name, value]) => `\`${name}\` = ${JSON.stringify(value)}`,
  )
  return [
    `### ${measure.id}/${claim.id}`,
    '',
    `- de: ${claim.text.de}`,
    `- en: ${claim.text.en}`,
    `- Basis: ${claim.basis}`,
    ...(parameters.length > 0 ? [`- Parameters: ${parameters.join(', ')}`] : []),
    ...(claim.restsOn && claim.restsOn.length > 0 ? [`- Rests on: ${claim.restsOn.join(', ')}`] : []),
    ...(claim.check ? checkLines(claim.check) : ['- Check: none']),
    `- Without it, missing: ${claim.needs.en}`,
    '',
  ].join('\n')
}

function checkLines({ version, observer, validityMs, method }: Check): string[] {
  return [
    `- Check: version ${version}, observer \`${observer.id}\`, every ${duration(observer.everyMs)}, valid for ${duration(validityMs)}`,
    `- How, de: ${method.de}`,
    `- How, en: ${method.en}`,
  ]
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** Ms in the largest units that it has: `1 d 2 h`. */
export function duration(ms: number): string {
  let rest = ms
  const parts: string[] = []
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} ms`)
  return parts.join(' ')
}
