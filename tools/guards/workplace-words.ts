import type { Finding } from '../boundaries/finding.ts'
import { lineAt } from '../boundaries/source-file.ts'
import type { TrackedFile } from './tracked-files.ts'

// Spelt in pieces, so that this file does not find itself.
const refused: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`(?<![\w.-])/wor` + String.raw`k/`, 'g'), 'a path of one machine'],
  [new RegExp('/(?:home|Users)/' + String.raw`(?!tester\b)[a-z]+/`, 'g'), 'a path of one machine'],
  [
    new RegExp('registry' + String.raw`\.[\w-]+\.[\w.-]+|[\w.-]*npm` + String.raw`js\.(?:org|com)`, 'g'),
    'a registry host',
  ],
  [new RegExp(`"resolved": "https?` + '://', 'g'), 'a registry host'],
]

/** Nothing of the place where the code was written stands in the files. */
export function workplaceWords(files: readonly TrackedFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    text === null
      ? []
      : refused.flatMap(([pattern, what]) =>
          [...text.matchAll(pattern)].map((match) => ({
            path,
            line: lineAt(text, match.index),
            rule: 'workplace-words',
            message: `names ${what}: ${match[0]}`,
          })),
        ),
  )
}
