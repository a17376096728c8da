import { stringify } from 'yaml'

interface Listed {
  readonly measures: readonly {
    readonly title: Words
    readonly claims: readonly {
      readonly id: string
      readonly status: string
      readonly basis: string
      readonly text: Words
    }[]
  }[]
}
type Words = Readonly<Record<'de' | 'en', string>>

/** An answer for people: measures as a list of sentences, anything else as YAML. */
export function readable(name: string, answer: string, language: 'de' | 'en'): string {
  if (name === 'list-measures') return measureList(JSON.parse(answer) as Listed, language)
  try {
    return stringify(JSON.parse(answer), { lineWidth: 0 })
  } catch {
    // Proof files and the like are text already.
    return answer
  }
}

const statusWidth = 8

function measureList({ measures }: Listed, language: 'de' | 'en'): string {
  const lines = measures.flatMap(({ title, claims }) => [
    '',
    title[language],
    ...claims.map((claim) => `  ${claim.status.padEnd(statusWidth)} ${claim.id}: ${claim.text[language]}`),
  ])
  return lines.join('\n') + '\n'
}
