import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What an authenticator app shows for a secret (base32) at a moment, in ms since the epoch: SHA-1, six digits, 30 s. */
export async function oathtool(secret: string, at: number): Promise<string> {
  const now = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const { stdout } = await run('oathtool', ['--totp', '--base32', '--now', now, secret.replaceAll(' ', '')])
  return stdout.trim()
}
