import type { Finding } from './finding.ts'
import { floorOf } from './house.ts'
import type { SourceFile } from './source-file.ts'

/** Nothing imports upwards. */
export function upwardImports(sources: readonly SourceFile[]): Finding[] {
  return sources.flatMap(({ path, imports }) => {
    const own = floorOf(path)
    return imports.flatMap(({ target, line }) => {
      if (target === null) return []
      const other = floorOf(target)
      if (other.level <= own.level) return []
      return [
        { path, line, rule: 'floors', message: `${own.name} must not import ${other.name} (${target})` },
      ]
    })
  })
}
