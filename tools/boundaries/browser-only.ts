import type { Finding } from './finding.ts'
import { isConsoleFile } from './house.ts'
import type { Import, SourceFile } from './source-file.ts'

const allowed = [
  /^packages\/[^/]+\/src\/(?!node\/)/,
  /^server\/src\/kernel\//,
  /^server\/src\/(?:engine\/[^/]+|measures\/[^/]+\/[^/]+)\/contract(?:\.ts|\/)/,
  // Contracts of a module's rooms, and the vocabulary that they share with screens.
  /^server\/src\/engine\/[^/]+\/(?:[^/]+\/)?(?:contract|[a-z-]+-contract|[a-z-]+-names|settings|classes|event|json)\.ts$/,
  /^server\/src\/engine\/[^/]+\/search\/query\/[a-z-]+\.ts$/,
]

/**
 * What the console's files import, and what those import in turn, can run in a browser: the console itself, packages,
 * kernel and contracts; nothing of the server and nothing of Node.
 */
export function browserOnly(sources: readonly SourceFile[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const waiting = sources.filter(({ path }) => isConsoleFile(path))
  const reached = new Set(waiting)
  const findings: Finding[] = []
  for (let source = waiting.pop(); source; source = waiting.pop()) {
    for (const each of source.imports) {
      if (!isForBrowsers(each)) {
        findings.push({ path: source.path, line: each.line, rule: 'browser-only', message: why(each) })
        continue
      }
      const next = each.target === null ? undefined : byPath.get(each.target)
      if (!next || reached.has(next)) continue
      reached.add(next)
      waiting.push(next)
    }
  }
  return findings
}

function isForBrowsers({ specifier, target }: Import): boolean {
  if (target === null) return !specifier.startsWith('node:')
  return isConsoleFile(target) || allowed.some((pattern) => pattern.test(target))
}

const why = ({ specifier }: Import) => `is loaded by the console and must not import ${specifier}`
