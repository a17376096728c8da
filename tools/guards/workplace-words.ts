import type { Finding } from '../boundaries/finding.ts'
import { lineAt } from '../boundaries/source-file.ts'
import type { TrackedFile } from './tracked-files.ts'

// A letter in brackets here and there, so that this file does not find itself.
const refused: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.-])\/wor[k]\//g, 'a path of one machine'],
  [/\/(?:hom[e]|User[s])\/[a-z]+\//g, 'a path of one machine'],
  [
    /https?:\/\/[^\s/"'`]*registr[y][^\s/"'`]*|[\w.-]*npmj[s]\.(?:org|com)|^registr[y]\s*=.*/gm,
    'a registry host',
  ],
  [/"resolve[d]": "https?:/g, 'a registry host'],
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
