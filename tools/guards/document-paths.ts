import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Finding } from '../boundaries/finding.ts'
import { lineAt } from '../boundaries/source-file.ts'
import type { TrackedFile } from './tracked-files.ts'

const described =
  /^(README|ARCHITECTURE|STYLE|CONTRIBUTING|SECURITY)(\.[a-z]{2})?\.md$|^docs\/decisions\/.*\.md$/
/** A path in backticks: it has a slash, and no place holders, patterns or spaces. */
const inBackticks = /`(\.{0,2}\/?[\w.@-]+(?:\/[\w.@-]+)*\/?(?::\d+)?)`/g
const link = /\]\(([^)\s]+)\)/g
/** Only what names a place in this repository: a known first folder, or a file at the root by its ending. */
const roots = /^(packages|server|console|cli|agent|test|tools|docs|bench|\.ci|\.github)\//
const rootFile = /^[\w.-]+\.(md|json|ts|mjs|sh|yaml|yml)$/

/** Every path and relative link in our documents leads somewhere. Paths in backticks start at the repository. */
export function deadPaths(root: string, files: readonly TrackedFile[]): Finding[] {
  return files
    .filter(({ path }) => described.test(path))
    .flatMap(({ path, text }) => {
      const words = text ?? ''
      const dead = (at: number, target: string) => ({
        path,
        line: lineAt(words, at),
        rule: 'document-paths',
        message: `${target} does not exist`,
      })
      const quoted = [...words.matchAll(inBackticks)]
        .map((match) => ({ at: match.index, target: (match[1] ?? '').replace(/:\d+$/, '') }))
        .filter(({ target }) => roots.test(target) || (rootFile.test(target) && target.includes('.md')))
        .filter(({ target }) => !existsSync(join(root, target)))
      const linked = [...words.matchAll(link)]
        .map((match) => ({ at: match.index, target: (match[1] ?? '').replace(/#.*$/, '') }))
        .filter(({ target }) => target !== '' && !/^[a-z]+:/.test(target))
        .filter(({ target }) => !existsSync(join(root, normalize(join(dirname(path), target)))))
      return [...quoted, ...linked].map(({ at, target }) => dead(at, target))
    })
}
