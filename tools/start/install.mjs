import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Refusal, say } from './words.mjs'

const stampName = '.nachweis-install'

/** Makes node_modules agree with package-lock.json. Does nothing when it already does. Throws a Refusal. */
export function install(root) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  const stamp = join(root, 'node_modules', stampName)
  if (readOrEmpty(stamp).trim() === hash) return
  if (!installedAlready(root, JSON.parse(lock.toString()))) {
    refuseUnlessWritable(root)
    say('Die Pakete werden eingerichtet, etwa eine Minute …', 'Installing packages, about a minute …')
    const started = performance.now()
    npm(root, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'])
    const seconds = Math.round((performance.now() - started) / 1000)
    say(`Eingerichtet in ${seconds} s.`, `Installed in ${seconds} s.`)
  }
  if (writable(join(root, 'node_modules'))) writeFileSync(stamp, hash + '\n')
}

/** Runs the npm that launched us, else the one in PATH. Throws a Refusal when it fails. */
export function npm(root, words) {
  const launcher = process.env.npm_execpath ?? ''
  const [program, first] = basename(launcher) === 'npm-cli.js' ? [process.execPath, [launcher]] : ['npm', []]
  const shell = program === 'npm' && process.platform === 'win32'
  const done = spawnSync(program, [...first, ...words], { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (done.status === 0) return
  const what = `npm ${words[0]}`
  if (done.error) throw new Refusal(`${what} startet nicht: ${done.error.message}`, `${what} does not start.`)
  throw new Refusal(`${what} ist gescheitert, siehe oben.`, `${what} failed, see above.`)
}

/** A clear word before npm or the compiler stumbles over a folder that belongs to somebody else. */
export function refuseUnlessWritable(root) {
  const folder = [join(root, 'node_modules'), root].find((path) => existsSync(path) && !writable(path))
  if (folder === undefined) return
  const remedy = `sudo chown -R "$(id -un)" "${root}"`
  throw new Refusal(
    `${folder} gehört einem anderen Konto und ist nicht beschreibbar. Abhilfe: ${remedy}`,
    `${folder} belongs to another account and is not writable. Remedy: ${remedy}`,
  )
}

export function writable(path) {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Somebody ran npm himself: npm's own record of node_modules names every package of the lock in its version. */
function installedAlready(root, lock) {
  const record = readOrEmpty(join(root, 'node_modules', '.package-lock.json'))
  if (record === '') return false
  const present = JSON.parse(record).packages ?? {}
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const found = present[path]
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version && existsSync(join(root, path))
  })
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
