import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface TrackedFile {
  readonly path: string
  /** null: not text. */
  readonly text: string | null
}

/** The files that git tracks (and that are still there), with their text. Throws outside a repository. */
export function trackedFiles(root: string): TrackedFile[] {
  const list = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return list
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)) && lstatSync(join(root, path)).isFile())
    .map((path) => {
      const bytes = readFileSync(join(root, path))
      return { path, text: bytes.includes(0) ? null : bytes.toString('utf8') }
    })
}
