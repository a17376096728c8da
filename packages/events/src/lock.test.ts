import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, test } from 'vitest'
import { lockFolder } from './lock.ts'

const folders: string[] = []
const holders: ChildProcess[] = []

afterAll(async () => {
  for (const holder of holders) holder.kill('SIGKILL')
  for (const folder of folders) await rm(folder, { recursive: true })
})

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-lock-'))
  folders.push(folder)
  return { folder, path: join(folder, 'lock') }
}

const program = join(import.meta.dirname, '../test/lock-holder.ts')
async function holder(folder: string) {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  holders.push(child)
  await once(child.stdout, 'data')
  return child
}
/** As it looks from another container: there the holder has a number that is ours, or one that nobody has here. */
const seenAs = (path: string, owner: number) => writeFile(path, `${owner}\n`)
const nobody = 2 ** 22 + 1

// At the same time: each waits for locks to grow old.
describe.concurrent('the lock of a folder', { timeout: 20_000 }, () => {
  test.for([
    ['our own number', process.pid],
    ['a number that is not seen here', nobody],
  ] as const)('a live process with %s holds its folder', async ([, owner], { expect }) => {
    const { folder, path } = await place()
    const child = await holder(folder)
    await seenAs(path, owner)
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'spool-in-use' })
    child.stdin?.write('\n')
    await once(child, 'exit')
    await (
      await lockFolder(folder)
    )()
    expect(await readdir(folder)).toEqual([])
  })

  test('a process that was killed holds its folder for 5 s at most', async ({ expect }) => {
    const { folder, path } = await place()
    const child = await holder(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const from = performance.now()
    const unlock = await lockFolder(folder)
    expect(performance.now() - from).toBeLessThan(6_000)
    expect(await readFile(path, 'utf8')).toBe(`${process.pid}\n`)
    await unlock()
  })

  test('a lock of long ago, or of the future, gives way', async ({ expect }) => {
    const { folder, path } = await place()
    for (const [offsetMs, waitMsMax] of [
      [-60_000, 1_000],
      [3_600_000, 6_000],
    ] as const) {
      await seenAs(path, nobody)
      const at = new Date(Date.now() + offsetMs)
      await utimes(path, at, at)
      const from = performance.now()
      await (
        await lockFolder(folder)
      )()
      expect(performance.now() - from).toBeLessThan(waitMsMax)
    }
  })

  test('of several that wait for a stale lock one gets it', async ({ expect }) => {
    const { folder, path } = await place()
    await seenAs(path, nobody)
    const outcomes: string[] = []
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'ignore'] }),
    )
    holders.push(...children)
    await Promise.all(
      children.map(async (child) => {
        const took = once(child.stdout, 'data').then(() => 'locked')
        outcomes.push(await Promise.race([took, once(child, 'exit').then(() => 'refused')]))
      }),
    )
    expect(outcomes.toSorted()).toEqual(['locked', 'refused', 'refused', 'refused'])
  })

  test('a lock that another process took over is left to it', async ({ expect }) => {
    const { folder, path } = await place()
    const unlock = await lockFolder(folder)
    await rm(path)
    await seenAs(path, nobody)
    const { mtimeMs } = await stat(path)
    await wait(2_500)
    await unlock()
    expect((await stat(path)).mtimeMs).toBe(mtimeMs)
  })
})
