import type { AddressRange } from './ast.ts'

const addressCharactersMax = 45

const mappedBits = 96

/** Bytes of an IPv4 (4) or IPv6 (16) address, or null. An IPv4 address written as one of IPv6 (RFC 4291, 2.5.5.2) has 4. */
export function addressBytes(text: string): number[] | null {
  const bytes = writtenBytes(text)
  return bytes !== null && isMapped(bytes) ? bytes.slice(12) : bytes
}

/** An address in its one canonical form (RFC 5952; mapped ones as IPv4), or null. */
export function canonicalAddress(text: string): string | null {
  const bytes = addressBytes(text)
  return bytes === null ? null : written(bytes)
}

function writtenBytes(text: string): number[] | null {
  if (text.length > addressCharactersMax) return null
  return text.includes(':') ? sixteenBytes(text) : fourBytes(text)
}

const isMapped = (bytes: readonly number[]) =>
  bytes.length === 16 && bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff))

/** A range in canonical form of an address or CIDR, e.g. `10.1.2.3/8` is 10.0.0.0/8; null when it is neither. */
export function addressRange(text: string): AddressRange | null {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const whole = address === undefined ? null : writtenBytes(address)
  if (whole === null) return null
  const given = length === undefined ? whole.length * 8 : Number(length)
  if (given > whole.length * 8) return null
  const isFour = isMapped(whole) && given >= mappedBits
  const [bytes, bits] = isFour ? [whole.slice(12), given - mappedBits] : [whole, given]
  return { base: written(bytes.map((byte, index) => byte & maskOf(bits, index))), bits }
}

/** Whether an address is in one of the ranges. */
export function isInRange(bytes: readonly number[], range: AddressRange): boolean {
  const base = writtenBytes(range.base)
  if (base === null || base.length !== bytes.length) return false
  return base.every((byte, index) => byte === ((bytes[index] ?? 0) & maskOf(range.bits, index)))
}

const maskOf = (bits: number, index: number): number =>
  (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff

function fourBytes(text: string): number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part))) return null
  const bytes = parts.map(Number)
  return bytes.some((byte) => byte > 255) ? null : bytes
}

function sixteenBytes(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [front, back] = halves.map((half, index) =>
    half === '' ? [] : groups(half, index === halves.length - 1),
  )
  if (front === null || front === undefined || back === null) return null
  if (back === undefined) return front.length === 16 ? front : null
  const missing = 16 - front.length - back.length
  return missing < 2 ? null : [...front, ...Array<number>(missing).fill(0), ...back]
}

function groups(half: string, isEnd: boolean): number[] | null {
  const bytes: number[] = []
  const parts = half.split(':')
  for (const [index, part] of parts.entries()) {
    const isLast = isEnd && index === parts.length - 1
    const tail = isLast && part.includes('.') ? fourBytes(part) : null
    if (tail === null && !/^[0-9a-f]{1,4}$/i.test(part)) return null
    const group = Number.parseInt(part, 16)
    bytes.push(...(tail ?? [group >> 8, group & 0xff]))
  }
  return bytes
}

function written(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const words = Array.from(
    { length: 8 },
    (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0),
  )
  let [start, length] = [0, 0]
  for (let index = 0; index < 8; index++) {
    let end = index
    while (end < 8 && words[end] === 0) end++
    if (end - index > length) [start, length] = [index, end - index]
  }
  const hex = words.map((word) => word.toString(16))
  if (length < 2) return hex.join(':')
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`
}
