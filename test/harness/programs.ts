import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The absolute path of a program in PATH or the extra folders (looked into first), or null. */
export function findProgram(name: string, extraFolders: readonly string[] = []): string | null {
  const folders = [...extraFolders, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  for (const folder of folders.filter((path) => path !== '')) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not here: the next folder may have it.
    }
  }
  return null
}

/** Debian keeps PostgreSQL's server programs out of PATH, one folder per major; the newest comes first. */
export function postgresFolders(): string[] {
  const base = '/usr/lib/postgresql'
  try {
    return readdirSync(base)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((major) => join(base, major, 'bin'))
  } catch {
    return []
  }
}
