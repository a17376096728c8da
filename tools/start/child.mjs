import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const forwarded = ['SIGTERM', 'SIGINT', 'SIGHUP']

/** Runs the program until it ends, handing it our signals. Resolves to its exit code, 128 + n after signal n. */
export function runChild(program, words, cwd) {
  const child = spawn(program, words, { cwd, stdio: 'inherit' })
  for (const signal of forwarded) {
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the whole process group: forwarding it too would count as a second, impatient one.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal === null ? code : 128 + constants.signals[signal]))
  })
}
