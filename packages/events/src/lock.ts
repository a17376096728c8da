import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { EventsError } from './errors.ts'

const touchMs = 2_000
/** A lock that nobody has touched for so long is nobody's. */
const staleMs = 5_000
const attemptsMax = 3

const openHere = new Set<string>()

/**
 * Takes a spool folder for this process; answers how to give it back. A lock that an ended process left counts for
 * nothing once it has not been touched for 5 s: this waits for it. Throws EventsError `spool-in-use`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock')
  if (openHere.has(path)) throw inUse(folder, process.pid)
  openHere.add(path)
  try {
    for (let attempt = 0; ; attempt++) {
      const file = await take(path)
      if (file) return held(path, file)
      const owner = Number(await readFile(path, 'utf8').catch(() => ''))
      // Every container numbers its processes anew: our own number, or one that is not seen here, may be another's.
      const isSeen = owner > 0 && owner !== process.pid && isRunning(owner)
      if (isSeen || attempt === attemptsMax || !(await giveUp(path))) throw inUse(folder, owner)
    }
  } catch (error) {
    openHere.delete(path)
    throw error
  }
}

async function take(path: string): Promise<FileHandle | null> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${process.pid}\n`).catch(async (error: unknown) => {
      await file.close()
      throw error
    })
    return file
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw error
  }
}

/** Touches the lock until it is given back. By its handle: one that another took over meanwhile is left alone. */
function held(path: string, file: FileHandle): () => Promise<void> {
  const touch = async () => {
    const now = new Date()
    await file.utimes(now, now)
  }
  const timer = setInterval(() => void touch().catch(() => {}), touchMs).unref()
  return async () => {
    clearInterval(timer)
    const mine = await file.stat()
    await file.close()
    const found = await statOf(path)
    if (found?.ino === mine.ino) await rm(path, { force: true })
    openHere.delete(path)
  }
}

/** Waits until a lock is stale and removes it; false: somebody holds it. */
async function giveUp(path: string): Promise<boolean> {
  const seen = await statOf(path)
  if (!seen) return true
  const leftMs = Math.min(staleMs, seen.mtimeMs + staleMs - Date.now())
  if (leftMs > 0) await wait(leftMs)
  // Of several that wait, one moves it away; whoever moved a new one by that puts it back.
  const aside = `${path}.${randomUUID()}`
  const found = await statOf(path)
  if (!found) return true
  if (!isSame(seen, found)) return false
  try {
    await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw error
  }
  const moved = await stat(aside)
  const wasStale = isSame(seen, moved)
  if (!wasStale) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
  return wasStale
}

const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.mtimeMs === other.mtimeMs

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
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
