import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The lock of a data folder, held until release or until the process ends, however it ends. */
export interface FolderLock {
  release(): void
}

/**
 * Takes the data folder for this process. The operating system's file lock (through SQLite) is freed by kill -9 too,
 * unlike a file with a process number in it. Throws an Error with a clear message when another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive; create table if not exists lock (held)',
    )
  } catch (error) {
    lock.close()
    if (!String(error).includes('locked')) throw error
    throw new Error(
      `Another process already uses the data folder ${folder}. Stop it first, or set DATA_DIR to another folder, ` +
        'or use PostgreSQL (DATABASE_URL) if several servers are to work together.',
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}
