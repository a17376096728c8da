import {
  clockKeyName,
  emptyRoot,
  formatVerifierKey,
  generateEd25519,
  signatureTypes,
  signCheckpoint,
  verifierKey,
} from 'nachweis-verify'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { append } from './append.ts'
import { readHead, type Head } from './read.ts'
import { logWriter } from './tables.ts'
import { logSigner, sealContext } from './signer.ts'
import { events, records, type Tree } from './trees.ts'

/**
 * Opens both trees at the first start: makes their keys, signs them empty and appends `log.opened` and
 * `log.events-opened`, which vouches for the key of the second. Later starts change nothing: the origin is the log's
 * identity and stays, whatever address the installation has later.
 */
export async function openLog(platform: Platform, origin: string): Promise<void> {
  await openTree(platform, records, origin, 'log.opened')
  const { origin: stored } = (await readHead(platform.database.reader)) as Head
  await openTree(platform, events, `${stored}/events`, 'log.events-opened')
}

async function openTree(platform: Platform, tree: Tree, origin: string, type: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    if (await logWriter(tx).selectFrom(tree.head).select('size').forUpdate().executeTakeFirst()) return
    const now = platform.clock.now()
    const { key, clockKey } = await insertHead(platform, tx, tree, origin, now)
    const data = { origin, key, clockKey }
    await append(tx, [{ type, data, disclosed: true }], { kind: 'system', name: 'log' }, now)
  })
}

async function insertHead(platform: Platform, tx: Writer, tree: Tree, origin: string, now: number) {
  const log = await generateEd25519()
  const clock = await generateEd25519()
  const keys = {
    log: verifierKey(origin, signatureTypes.ed25519, log.publicKey),
    clock: verifierKey(clockKeyName(origin), signatureTypes.cosignatureEd25519, clock.publicKey),
  }
  const head = {
    origin,
    key: formatVerifierKey(keys.log),
    clock_key: formatVerifierKey(keys.clock),
    sealed_key: platform.keys.seal(log.privateKey, sealContext.log),
    sealed_clock_key: platform.keys.seal(clock.privateKey, sealContext.clock),
    size: 0,
    root: emptyRoot(),
  }
  const signer = await logSigner(platform.keys, head)
  const checkpoint = await signCheckpoint({ origin, size: 0, root: head.root }, keys, signer.sign, now)
  await logWriter(tx)
    .insertInto(tree.head)
    .values({ ...head, checkpoint, signed_at: new Date(now) })
    .execute()
  return { key: head.key, clockKey: head.clock_key }
}
