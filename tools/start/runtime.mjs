import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { npm, writable } from './install.mjs'
import { Refusal, say } from './words.mjs'

const majorMin = 24

/**
 * The program that runs Nachweis: the pinned Node of the package `node`; where its install script was blocked, the Node
 * that launched us if it is new enough; else one more try to fetch the pinned one. Throws a Refusal.
 */
export function chooseRuntime(root) {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (majorOf(pinned) >= majorMin) return pinned
  if (Number.parseInt(process.versions.node, 10) >= majorMin) return process.execPath
  if (writable(join(root, 'node_modules'))) {
    say(`Node ${majorMin} wird geholt …`, `Fetching Node ${majorMin} …`)
    try {
      npm(root, ['rebuild', 'node', '--loglevel=error'])
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    if (majorOf(pinned) >= majorMin) return pinned
  }
  throw new Refusal(
    `Node ${majorMin} oder neuer fehlt (hier: ${process.version}), und npm durfte es nicht mitbringen, ` +
      'weil Installationsskripte gesperrt sind: bitte Node von https://nodejs.org installieren.',
    `Node ${majorMin} or later is missing (this is ${process.version}), and npm was not allowed to bring it ` +
      'because install scripts are blocked: please install Node from https://nodejs.org.',
  )
}

/** 0 when the program does not run at all. */
function majorOf(program) {
  const done = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return done.status === 0 ? Number.parseInt(done.stdout.slice(1), 10) : 0
}
