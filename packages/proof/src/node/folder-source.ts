import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { responseBytesMax } from '../verify/limits.ts'
import { SourceError, type Source } from '../verify/source.ts'

/** A saved installation: `/log/key` is the file `log/key`, `/de/` is `de/index.html`. */
export const folderSource = (folder: string): Source => ({
  async get(path) {
    const file = fileOf(folder, path)
    try {
      const { size } = await stat(file)
      if (size > responseBytesMax)
        throw new SourceError(path, `the file is longer than ${responseBytesMax} bytes`)
      return new Uint8Array(await readFile(file))
    } catch (error) {
      if (error instanceof SourceError) throw error
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) return null
      throw new SourceError(path, `the file cannot be read: ${codeOf(error)}`)
    }
  },
})

/** Hands on what a source answers and keeps it in a folder. */
export const savingSource = (source: Source, folder: string): Source => ({
  async get(path) {
    const bytes = await source.get(path)
    if (!bytes) return null
    const file = fileOf(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
    return bytes
  },
})

function fileOf(folder: string, path: string): string {
  if (!/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\/?$/.test(path))
    throw new SourceError(path, 'not a path of an installation')
  return join(folder, path.endsWith('/') ? `${path}index.html` : path)
}

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code ?? error)
