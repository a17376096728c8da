import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Migrated } from '../../../platform/database/migrate.ts'

const foldersDeepMax = 6

/**
 * The modules of this program that keep tables, found by their migrations folder: a folder bears its module's name. A
 * restore needs no order among modules, for none refers to another's tables.
 */
export async function migrationsOnDisk(): Promise<Migrated[]> {
  // Plain SQL is not compiled: it stays in the source tree.
  return search(
    new URL('../../../', import.meta.url.replace('/server/dist/', '/server/src/')),
    foldersDeepMax,
  )
}

async function search(folder: URL, deep: number): Promise<Migrated[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const found: Migrated[] = []
  for (const { name } of entries) {
    const inner = new URL(`${name}/`, folder)
    if (name === 'migrations') found.push({ name: basename(folder.pathname), migrations: inner })
    else if (deep > 0) found.push(...(await search(inner, deep - 1)))
  }
  return found
}
