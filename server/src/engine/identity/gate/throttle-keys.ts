import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { ThrottleKind } from './throttle-limits.ts'

/** One counter; the bytes are a SHA-256, so that the table shows neither e-mail nor address. */
export interface ThrottleKey {
  readonly kind: ThrottleKind
  readonly key: Buffer
}

/** What a try is measured by. */
export interface ThrottleKeys {
  /** Of the account: all devices unknown to it together, or this known device alone. At single sign-on: the address. */
  readonly account: ThrottleKey
  /** null from a known device: a neighbour's guesses do not slow it. */
  readonly address: ThrottleKey | null
}

/**
 * The counters of a try: OWASP's device cookies. `email` as normaliseEmail gives it, whether or not there is such an account;
 * `device` is the id of a device known for this very account, or null.
 */
export function throttleKeys(from: {
  readonly email: string
  readonly address: string
  readonly device: string | null
}): ThrottleKeys {
  if (from.device !== null) return { account: keyOf('device', from.email, from.device), address: null }
  return { account: keyOf('account', from.email), address: keyOf('address', networkOf(from.address)) }
}

/** The counter of refused answers of identity providers: one for each address, apart from those of passwords. */
export const journeyKeys = (address: string): ThrottleKeys => ({
  account: keyOf('journey', networkOf(address)),
  address: null,
})

function keyOf(kind: ThrottleKind, ...words: readonly string[]): ThrottleKey {
  const key = createHash('sha256')
    .update(JSON.stringify(['nachweis throttle', kind, ...words]))
    .digest()
  return { kind, key }
}

/** What one customer of a network provider gets: an IPv4 address, or 64 bits of IPv6 ("2001:db8:0:1"). Other text stays. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const [left, right] = [before as string[], after as string[]]
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const groups = [...left, ...gap, ...right]
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return mapped ? dotted(groups[6] as string, groups[7] as string) : groups.slice(0, 4).join(':')
}

const dotted = (...groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 255])
    .join('.')
