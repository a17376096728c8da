import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

const module = new URL('./folder-lock.ts', import.meta.url).href

const holder = async (folder: string) => {
  const program = `const { lockFolder } = await import(${JSON.stringify(module)}); lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

it('refuses a second process with a clear message, and is free after kill -9', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis lock '))
  const child = await holder(folder)
  expect(() => lockFolder(folder)).toThrow(/Another process already uses the data folder/)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(/Another process/)
  lock.release()
  lockFolder(folder).release()
})
