import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../kernel/id.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import { writeSecret } from '../../platform/keys/keys.ts'
import type { Platform } from '../../platform/platform.ts'
import { runCommand } from '../log/index.ts'
import { newSecret, secretHash } from './secret.ts'
import { identityReader, identityWriter } from './tables.ts'

/** Makes an access key; the secret is in the output and nowhere else. */
export async function createAccessKey(
  tx: Writer,
  label: string,
  now: number,
): Promise<Recorded<{ secret: string }>> {
  const secret = newSecret()
  const id = newId(now)
  await identityWriter(tx)
    .insertInto('identity.access_key')
    .values({ id, label, hash: secretHash(secret), created_at: new Date(now) })
    .execute()
  return recorded([{ type: 'identity.access-key-created', data: { id, label }, disclosed: true }], { secret })
}

/**
 * Makes sure that whoever may read the data folder can operate the installation from its command line: a key in
 * `<dataDir>/keys/operator-key` (mode 0600). Answers the path.
 */
export async function ensureOperatorKey(platform: Platform): Promise<string> {
  const path = join(platform.environment.dataDir, 'keys', 'operator-key')
  const kept = await readFile(path, 'utf8').catch(() => null)
  if (kept !== null && (await isKnown(platform, kept.trim()))) return path
  const command = {
    permission: 'identity:create-access-key',
    actor: { kind: 'system', name: 'identity' },
  } as const
  const { secret } = await runCommand(platform, command, (tx) =>
    createAccessKey(tx, 'command line on the server', platform.clock.now()),
  )
  await writeSecret(path, secret + '\n')
  return path
}

async function isKnown(platform: Platform, secret: string): Promise<boolean> {
  const row = await identityReader(platform.database.reader)
    .selectFrom('identity.access_key')
    .select('id')
    .where('hash', '=', secretHash(secret))
    .executeTakeFirst()
  return row !== undefined
}
