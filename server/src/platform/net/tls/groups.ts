/** A named group for key agreement (IANA "TLS Supported Groups"). */
export interface Group {
  readonly code: number
  readonly name: string
  readonly kind: 'ec' | 'ffdhe' | 'hybrid'
  /** Size as commonly stated; of a hybrid its elliptic-curve half, null where that has no size of its own. */
  readonly bits: number | null
}

const ec = `1 sect163k1 163, 2 sect163r1 163, 3 sect163r2 163, 4 sect193r1 193, 5 sect193r2 193, 6 sect233k1 233,
  7 sect233r1 233, 8 sect239k1 239, 9 sect283k1 283, 10 sect283r1 283, 11 sect409k1 409, 12 sect409r1 409,
  13 sect571k1 571, 14 sect571r1 571, 15 secp160k1 160, 16 secp160r1 160, 17 secp160r2 160, 18 secp192k1 192,
  19 secp192r1 192, 20 secp224k1 224, 21 secp224r1 224, 22 secp256k1 256, 23 secp256r1 256, 24 secp384r1 384,
  25 secp521r1 521, 26 brainpoolP256r1 256, 27 brainpoolP384r1 384, 28 brainpoolP512r1 512, 29 x25519 256,
  30 x448 448, 31 brainpoolP256r1tls13 256, 32 brainpoolP384r1tls13 384, 33 brainpoolP512r1tls13 512,
  34 GC256A 256, 35 GC256B 256, 36 GC256C 256, 37 GC256D 256, 38 GC512A 512, 39 GC512B 512, 40 GC512C 512,
  41 curveSM2 256`
const ffdhe =
  '256 ffdhe2048 2048, 257 ffdhe3072 3072, 258 ffdhe4096 4096, 259 ffdhe6144 6144, 260 ffdhe8192 8192'
const hybrid = `4587 SecP256r1MLKEM768 256, 4588 X25519MLKEM768 256, 4589 SecP384r1MLKEM1024 384,
  25497 X25519Kyber768Draft00 256, 512 MLKEM512 -, 513 MLKEM768 -, 514 MLKEM1024 -`

const read = (list: string, kind: Group['kind']): Group[] =>
  list.split(',').map((item) => {
    const [code, name = '', bits] = item.trim().split(' ')
    return { code: Number(code), name, kind, bits: bits === '-' ? null : Number(bits) }
  })

const all = [...read(hybrid, 'hybrid'), ...read(ec, 'ec'), ...read(ffdhe, 'ffdhe')]
const byCode = new Map(all.map((group) => [group.code, group]))
const common = [4588, 29, 23, 24, 25, 30]

/** All groups for TLS 1.3, the common ones first. */
export const tls13Groups: readonly number[] = all
  .map((group) => group.code)
  .toSorted((a, b) => rank(a) - rank(b))

// Without finite-field groups: a server that knows RFC 7919 would hide the group it uses with everybody else.
/** The curves for versions before TLS 1.3, the common ones first. */
export const olderGroups: readonly number[] = tls13Groups.filter((code) => byCode.get(code)?.kind === 'ec')

function rank(code: number): number {
  const place = common.indexOf(code)
  return place === -1 ? common.length : place
}

/** The group with this code point; unknown ones are named by their number. */
export function groupByCode(code: number): Group {
  return byCode.get(code) ?? { code, name: `group ${code}`, kind: 'ec', bits: null }
}
