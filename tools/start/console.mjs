import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuseUnlessWritable } from './install.mjs'
import { Refusal, say } from './words.mjs'

/** Builds the console into console/dist when a file that it was made from is another, or is gone. Throws a Refusal. */
export function buildConsole(root, runtime) {
  if (!existsSync(join(root, 'console', 'vite.config.ts')) || isFresh(root)) return
  say('Die Konsole wird gebaut …', 'Building the console …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const done = spawnSync(runtime, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'console'),
    stdio: ['ignore', 2, 2],
  })
  if (done.status === 0) return
  refuseUnlessWritable(root)
  throw new Refusal(
    'Die Konsole ließ sich nicht bauen, siehe oben.',
    'The console could not be built, see above.',
  )
}

/** Whether the build was made from the files as they are: it says from which (console/build/written-inputs.ts). */
export function isFresh(root) {
  const inputs = read(join(root, 'console', 'dist', 'inputs.json'))
  if (inputs === null) return false
  return Object.entries(JSON.parse(inputs.toString())).every(([path, hash]) => {
    const bytes = read(join(root, path))
    return bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash
  })
}

function read(path) {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
