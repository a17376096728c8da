import { createPrivateKey } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** A file or folder of keys that others than its owner may use. `mode` in octal, e.g. `644`. */
export interface LooseFile {
  readonly path: string
  readonly mode: string
}

/** What the keys folder holds. Secrets stay in memory for the search. */
export interface KeyFiles {
  readonly files: number
  readonly loose: readonly LooseFile[]
  /** By name: the file's path, with a number when it holds several. */
  readonly secrets: ReadonlyMap<string, Buffer>
  readonly masterKeys: ReadonlyMap<number, Buffer>
}

const fileMode = 0o600
const folderMode = 0o700
const permissionBits = 0o777
const keyFileBytesMax = 1024 * 1024

/** Reads the keys folder. Certificates and public keys in it are no secrets and may be readable. */
export async function readKeyFiles(folder: string): Promise<KeyFiles> {
  const found = {
    files: 0,
    loose: [] as LooseFile[],
    secrets: new Map<string, Buffer>(),
    masterKeys: new Map<number, Buffer>(),
  }
  const visit = async (path: string): Promise<void> => {
    const { mode, size, ...kind } = await statOf(path)
    const name = relative(folder, path) || 'keys'
    const allowed = kind.isFolder ? folderMode : fileMode
    const loose = () => found.loose.push({ path: name, mode: (mode & permissionBits).toString(8) })
    if (kind.isFolder) {
      if ((mode & permissionBits & ~allowed) !== 0) loose()
      for (const entry of await readdir(path)) await visit(join(path, entry))
      return
    }
    if (!kind.isFile || size > keyFileBytesMax) return
    const content = await readFile(path, 'utf8')
    if (isPublic(content)) return
    found.files += 1
    if ((mode & permissionBits & ~allowed) !== 0) loose()
    for (const [number, key] of masterKeysIn(content)) found.masterKeys.set(number, key)
    for (const [at, secret] of secretsIn(content).entries())
      found.secrets.set(at === 0 ? name : `${name} ${at + 1}`, secret)
  }
  await visit(folder)
  return found
}

async function statOf(path: string) {
  const stat = await lstat(path)
  return { mode: stat.mode, size: stat.size, isFolder: stat.isDirectory(), isFile: stat.isFile() }
}

const recipientsOnly = /^(age1[a-z0-9]+\s*)+$/
const isPublic = (content: string) =>
  recipientsOnly.test(content) ||
  (/-----BEGIN (CERTIFICATE|PUBLIC KEY)-----/.test(content) && !content.includes('PRIVATE KEY'))

const masterKeyPattern = /"(\d+)":\s*"([A-Za-z0-9+/]{43}=)"/g

const masterKeysIn = (content: string): [number, Buffer][] =>
  [...content.matchAll(masterKeyPattern)].map(([, number, key]) => [
    Number(number),
    Buffer.from(key as string, 'base64'),
  ])

/** What to search for: raw keys, and tokens as they are written. */
function secretsIn(content: string): Buffer[] {
  const master = masterKeysIn(content)
  if (master.length > 0) return master.map(([, key]) => key)
  if (content.includes('PRIVATE KEY')) return privateKeySecrets(content)
  const lines = content.split('\n').filter((line) => !line.startsWith('#'))
  return [...lines.join('\n').matchAll(/[A-Za-z0-9+/=_-]{32,}/g)].map(([token]) => Buffer.from(token))
}

const pemPattern = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/g

/** Of each private key (in a JSON text, too) a line that holds part of it, and the private number itself. */
function privateKeySecrets(content: string): Buffer[] {
  return [...content.replaceAll(String.raw`\n`, '\n').matchAll(pemPattern)].flatMap(([pem]) => {
    const lines = pem.split('\n').filter((line) => /^[A-Za-z0-9+/=]{48,}$/.test(line))
    const { d } = createPrivateKey(pem).export({ format: 'jwk' })
    return [Buffer.from(lines[1] ?? lines[0] ?? ''), Buffer.from(d ?? '', 'base64url')].filter(
      ({ length }) => length > 0,
    )
  })
}
