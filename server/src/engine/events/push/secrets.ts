import { day } from '../../../kernel/clock.ts'
import type { Keys } from '../../../platform/keys/keys.ts'
import { newSigningKeys, type SigningKeys } from './sign.ts'

/** Old keys sign beside the new ones for so long. */
export const overlapMs = day
/** Sets that sign at the same time, when somebody renews them again and again. */
export const setsMax = 4

/** Newest first. `until` in ms since the epoch; null: in force. */
export type KeySets = readonly (SigningKeys & { readonly until: number | null })[]

export const firstKeys = (): KeySets => [{ ...newSigningKeys(), until: null }]

/** Puts fresh keys before those in force, which stay for a day. `now` in ms since the epoch. */
export function renewed(sets: KeySets, now: number): KeySets {
  const old = inForce(sets, now).map((each) => ({ ...each, until: each.until ?? now + overlapMs }))
  return [...firstKeys(), ...old]
}

/** What signs now. */
export const inForce = (sets: KeySets, now: number): KeySets =>
  sets.filter(({ until }) => until === null || until > now)

export const sealKeys = (keys: Keys, id: string, sets: KeySets): Uint8Array =>
  keys.seal(Buffer.from(JSON.stringify(sets)), contextOf(id))

/** Throws when they were altered, or belong to another endpoint. */
export const openKeys = (keys: Keys, id: string, sealed: Uint8Array): KeySets =>
  JSON.parse(Buffer.from(keys.open(sealed, contextOf(id))).toString('utf8')) as KeySets

const contextOf = (id: string) => `events.push_endpoint ${id}`
