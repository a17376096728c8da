import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { Plugin } from 'vite'

const root = dirname(dirname(import.meta.dirname))

/**
 * Writes `inputs.json` beside the build: every file of ours that it was made from, with its SHA-256. `npm start` builds
 * anew when one of them is another (tools/start/console.mjs).
 */
export function writtenInputs(further: readonly string[]): Plugin {
  return {
    name: 'written-inputs',
    apply: 'build',
    generateBundle() {
      const files = [...new Set([...this.getModuleIds(), ...further])]
        .map((id) => id.replace(/\?.*$/, ''))
        .filter((id) => id.startsWith(root) && !id.includes('/node_modules/') && existsSync(id))
      const hashes = files
        .map((file) => [relative(root, file).replaceAll('\\', '/'), hashOf(file)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
      const source = JSON.stringify(Object.fromEntries(hashes), null, 1)
      this.emitFile({ type: 'asset', fileName: 'inputs.json', source })
    },
  }
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
