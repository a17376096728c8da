import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completed, missingPlatformPackages } from './platform-packages.ts'

const path = join(import.meta.dirname, '../../package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const missing = missingPlatformPackages(lock.packages)
if (process.argv.includes('--fix')) {
  writeFileSync(path, JSON.stringify({ ...lock, packages: completed(lock.packages) }, null, 2) + '\n')
  console.log(`package-lock.json: ${missing.length} packages added`)
} else {
  for (const { path: place, entry } of missing)
    console.log(`package-lock.json lacks ${place} ${entry.version}`)
  if (missing.length > 0) console.log('Complete it: npm run lock')
  process.exitCode = missing.length > 0 ? 1 : 0
}
