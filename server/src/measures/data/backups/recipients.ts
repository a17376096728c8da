import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isoTime } from '../../../kernel/clock.ts'
import { writeSecret } from '../../../platform/keys/keys.ts'
import type { Platform } from '../../../platform/platform.ts'
import { BackupError } from './failure.ts'

/** One to operate with, one to be kept elsewhere: losing either of them loses no backup. */
export const recipientsMin = 2

const names = ['operating', 'recovery'] as const
const identityPattern = /^AGE-SECRET-KEY-[A-Z0-9-]+$/m
const recipientPattern = /^age1[a-z0-9]+$/

type Place = Pick<Platform, 'environment' | 'configuration' | 'clock'>

const folderOf = ({ environment }: Place) => join(environment.dataDir, 'keys', 'backup-identities')
const fileOf = (platform: Place, name: (typeof names)[number]) => join(folderOf(platform), `${name}.agekey`)

/**
 * For whom backups are encrypted: as configured, else for two identities that are made at the first backup. Their public
 * halves stay in `recipients.txt`, so that recovery.agekey can be moved away. Throws BackupError when fewer than two.
 */
export async function backupRecipients(platform: Place): Promise<readonly string[]> {
  const configured = platform.configuration().backups.recipients
  const recipients = configured.length > 0 ? configured : await ownRecipients(platform)
  if (new Set(recipients).size < recipientsMin) {
    throw new BackupError(
      'too-few-recipients',
      `Backups need ${recipientsMin} different recipients: add one to backups.recipients in nachweis.yaml.`,
    )
  }
  return recipients
}

async function ownRecipients(platform: Place): Promise<readonly string[]> {
  const list = join(folderOf(platform), 'recipients.txt')
  const kept = await readOrNull(list)
  if (kept !== null) return kept.split('\n').filter((line) => recipientPattern.test(line))
  await mkdir(folderOf(platform), { recursive: true, mode: 0o700 })
  const recipients: string[] = []
  for (const name of names)
    recipients.push(await identityToRecipient(await keptOrNewIdentity(platform, name)))
  await writeSecret(list, recipients.join('\n') + '\n')
  return recipients
}

async function keptOrNewIdentity(platform: Place, name: (typeof names)[number]): Promise<string> {
  const kept = await readIdentity(fileOf(platform, name))
  if (kept !== null) return kept
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  const created = `# created: ${isoTime(platform.clock.now())}\n# public key: ${recipient}\n`
  await writeSecret(fileOf(platform, name), created + identity + '\n')
  return identity
}

/** The identities that this server holds: what opens backups in the drill. May be empty. */
export async function backupIdentities(platform: Place): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => readIdentity(fileOf(platform, name))))
  return found.filter((identity) => identity !== null)
}

/** The identity in an age key file, or null when there is no such file or no identity in it. */
export async function readIdentity(path: string): Promise<string | null> {
  return (await readOrNull(path))?.match(identityPattern)?.[0] ?? null
}

async function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
