import { generateSecret, generateURI, verifySync } from 'otplib'
import { renderSVG } from 'uqr'
import { minute } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityWriter } from '../tables.ts'

/** What every authenticator app understands (RFC 6238): SHA-1, six digits, 30 seconds; the defaults of otplib. */
const stepS = 30
/** One step before and after: a phone's clock may be off by that much. */
const toleranceS = stepS
const secretBytes = 20
const issuerCharactersMax = 60
/** An app that was not confirmed for this long must be set up anew. */
export const totpUnconfirmedMs = 15 * minute
const totpMax = 5
const codeCharactersMax = 16

export interface TotpOffer {
  readonly id: string
  /** Base32, for apps that cannot read the picture. */
  readonly secret: string
  /** `otpauth://…` */
  readonly uri: string
  /** The same as a picture: `data:image/svg+xml;base64,…` */
  readonly qr: string
}

const contextOf = (id: string) => `identity.totp/${id}`

/**
 * Offers a secret to an authenticator app. It counts for nothing until `confirmTotp`; a second offer replaces the first.
 * Throws a Problem when the person has too many apps already.
 */
export async function beginTotp(
  tx: Writer,
  platform: Pick<Platform, 'keys' | 'configuration'>,
  person: { readonly id: string; readonly email: string },
  label: string,
  now: number,
): Promise<TotpOffer> {
  await refuseTooMany(tx, person.id)
  const id = newId(now)
  const secret = generateSecret({ length: secretBytes })
  const writer = identityWriter(tx)
  await writer
    .deleteFrom('identity.totp')
    .where('person_id', '=', person.id)
    .where('confirmed_at', 'is', null)
    .execute()
  await writer
    .insertInto('identity.totp')
    .values({
      id,
      person_id: person.id,
      label,
      sealed_secret: platform.keys.seal(Buffer.from(secret), contextOf(id)),
      confirmed_at: null,
      created_at: new Date(now),
    })
    .execute()
  // A colon would end the issuer: it stands between issuer and account in the address.
  const issuer = platform.configuration().provider.name.replaceAll(':', ' ').slice(0, issuerCharactersMax)
  const uri = generateURI({ issuer, label: person.email, secret })
  const qr = `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { ecc: 'M', border: 4 })).toString('base64')}`
  return { id, secret, uri, qr }
}

async function refuseTooMany(tx: Writer, personId: string): Promise<void> {
  const { count } = await identityWriter(tx)
    .selectFrom('identity.totp')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  if (count < totpMax) return
  throw new Problem('conflict', 'too-many-factors', {
    de: `Mehr als ${totpMax} Authenticator-Apps gehen nicht. Entfernen Sie zuerst eine, die Sie nicht mehr benutzen.`,
    en: `There can be at most ${totpMax} authenticator apps. Remove one that you no longer use first.`,
  })
}

/** Confirms an offer with its first code, which is used up by that. Answers its label, or null when code or offer do not fit. */
export async function confirmTotp(
  tx: Writer,
  platform: Pick<Platform, 'keys'>,
  personId: string,
  id: string,
  code: string,
  now: number,
): Promise<{ readonly label: string } | null> {
  const writer = identityWriter(tx)
  const row = await writer
    .selectFrom('identity.totp')
    .select(['id', 'sealed_secret', 'label'])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .where('created_at', '>', new Date(now - totpUnconfirmedMs))
    .executeTakeFirst()
  if (!row) return null
  const step = matchingStep(opened(platform.keys, row), code, 0, now)
  if (step === null) return null
  const { numUpdatedRows } = await writer
    .updateTable('identity.totp')
    .set({ confirmed_at: new Date(now), last_step: step })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? { label: row.label } : null
}

/**
 * Whether this is the present code of one of the person's apps, and uses it up: no code of that step or an earlier one
 * counts again (RFC 6238, section 5.2), also not when two come at once. A rollback gives the code back.
 */
export async function verifyTotp(
  tx: Writer,
  platform: Pick<Platform, 'keys'>,
  personId: string,
  code: string,
  now: number,
): Promise<boolean> {
  const writer = identityWriter(tx)
  const rows = await writer
    .selectFrom('identity.totp')
    .select(['id', 'sealed_secret', 'last_step'])
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .limit(totpMax)
    .execute()
  let fits = false
  // Every app is looked at, so that the time taken does not tell which one fitted.
  for (const row of rows) {
    const step = matchingStep(opened(platform.keys, row), code, row.last_step, now)
    if (step === null) continue
    const { numUpdatedRows } = await writer
      .updateTable('identity.totp')
      .set({ last_step: step })
      .where('id', '=', row.id)
      .where('last_step', '<', step)
      .executeTakeFirst()
    fits ||= numUpdatedRows === 1n
  }
  return fits
}

const opened = (keys: Platform['keys'], row: { id: string; sealed_secret: Uint8Array }) =>
  Buffer.from(keys.open(row.sealed_secret, contextOf(row.id))).toString()

/** The time step after `lastStep` that this code belongs to, or null. The digits are compared in constant time. */
function matchingStep(secret: string, typed: string, lastStep: number, now: number): number | null {
  if (typed.length > codeCharactersMax) return null
  const token = typed.replaceAll(/[\s-]/g, '')
  const epoch = Math.floor(now / 1000)
  // A clock set back: otplib refuses to look for steps before the last one used.
  const allUsed = lastStep >= Math.floor((epoch + toleranceS) / stepS)
  if (!/^[0-9]{6}$/.test(token) || allUsed) return null
  const result = verifySync({ secret, token, epoch, epochTolerance: toleranceS, afterTimeStep: lastStep })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
