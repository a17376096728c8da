import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EventsError } from './errors.ts'

const openHere = new Set<string>()

/**
 * Takes a spool folder for this process; answers how to give it back. A lock of a process that has ended counts for
 * nothing. Throws EventsError `spool-in-use`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock')
  if (openHere.has(path)) throw inUse(folder, process.pid)
  openHere.add(path)
  try {
    for (let attempt = 0; ; attempt++) {
      if (await take(path)) break
      const owner = Number(await readFile(path, 'utf8').catch(() => ''))
      // In a container every start may have the same number.
      const isAlive = owner > 0 && owner !== process.pid && isRunning(owner)
      if (isAlive || attempt === attemptsMax) throw inUse(folder, owner)
      await rm(path, { force: true })
    }
  } catch (error) {
    openHere.delete(path)
    throw error
  }
  return async () => {
    await rm(path, { force: true })
    openHere.delete(path)
  }
}

const attemptsMax = 3

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const inUse = (folder: string, owner: number) =>
  new EventsError(
    'spool-in-use',
    `Process ${owner} uses ${folder} already. Give every client a folder of its own, or delete the file “lock” in it if that process is none of yours.`,
  )
