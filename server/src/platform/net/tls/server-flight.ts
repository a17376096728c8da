import { cursor, Malformed, type Cursor } from './cursor.ts'
import { suiteByCode } from './suites.ts'
import { versionCodes, type TlsVersion } from './versions.ts'

/** Parameters of a ServerKeyExchange. */
export interface KeyExchange {
  /** Size of the prime of a finite-field group. */
  readonly dhBits: number | null
  /** Code point of a named curve. */
  readonly group: number | null
}

/** What the server chose, as far as it goes unencrypted. */
export interface Answer {
  readonly version: number
  readonly suite: number
  /** TLS 1.3: the group of the key share, or the one a HelloRetryRequest asks for. */
  readonly group: number | null
  readonly keyExchange: KeyExchange | null
  /** DER, leaf first, as sent; empty with TLS 1.3, where it is encrypted. */
  readonly certificates: readonly Buffer[]
}

export type Flight =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'alert'; readonly alert: number }
  | { readonly kind: 'garbage'; readonly reason: string }

/** Record body: 2^14 and what SSLv3 and TLS 1.x may add. */
export const recordBytesMax = 16_384 + 2048
export const messageBytesMax = 131_072
export const recordsMax = 256
export const certificatesMax = 20

const recordTypes = { alert: 21, handshake: 22 } as const
const messageTypes = { serverHello: 2, certificate: 11, serverKeyExchange: 12, serverHelloDone: 14 } as const
const unrecognizedName = 112

/** Reads a server's first flight from bytes as they come. Anything may be fed: it never throws and keeps a bounded amount. */
export class FlightReader {
  #input: Buffer = Buffer.alloc(0)
  #messages: Buffer = Buffer.alloc(0)
  #records = 0
  #answer: Answer | null = null
  readonly #offered: TlsVersion

  constructor(offered: TlsVersion) {
    this.#offered = offered
  }

  /** The flight, as soon as it is decided; null: more is needed. */
  push(chunk: Buffer): Flight | null {
    try {
      this.#input = Buffer.concat([this.#input, chunk])
      return this.#read()
    } catch (error) {
      if (error instanceof Malformed) return this.#undecided(error.message)
      throw error
    }
  }

  /** What stands when nothing more comes. */
  end(reason: string): Flight {
    return this.#undecided(reason)
  }

  // A suite that was chosen was accepted, whatever comes after.
  #undecided(reason: string): Flight {
    return this.#answer ? { kind: 'answer', answer: this.#answer } : { kind: 'garbage', reason }
  }

  #read(): Flight | null {
    while (this.#input.length >= 5) {
      const type = this.#input.readUInt8(0)
      const length = this.#input.readUInt16BE(3)
      if ((type !== recordTypes.alert && type !== recordTypes.handshake) || this.#input.readUInt8(1) !== 3) {
        throw new Malformed('the answer is not TLS')
      }
      if (length > recordBytesMax)
        throw new Malformed(`a record of ${length} bytes is longer than TLS allows`)
      if (this.#input.length < 5 + length) return null
      if (++this.#records > recordsMax)
        throw new Malformed(`more than ${recordsMax} records without an answer`)
      const body = this.#input.subarray(5, 5 + length)
      this.#input = this.#input.subarray(5 + length)
      const flight = type === recordTypes.alert ? this.#alert(body) : this.#handshake(body)
      if (flight) return flight
    }
    return null
  }

  #alert(body: Buffer): Flight | null {
    if (body.length !== 2) throw new Malformed('an alert of the wrong length')
    const [level, alert] = body as unknown as [number, number]
    if (level === 1 && alert === unrecognizedName) return null
    return this.#answer ? { kind: 'answer', answer: this.#answer } : { kind: 'alert', alert }
  }

  #handshake(body: Buffer): Flight | null {
    this.#messages = Buffer.concat([this.#messages, body])
    while (this.#messages.length >= 4) {
      const length = this.#messages.readUIntBE(1, 3)
      if (length > messageBytesMax) throw new Malformed(`a message of ${length} bytes is too long`)
      if (this.#messages.length < 4 + length) return null
      const type = this.#messages.readUInt8(0)
      const message = this.#messages.subarray(4, 4 + length)
      this.#messages = this.#messages.subarray(4 + length)
      if (this.#message(type, message)) return { kind: 'answer', answer: this.#answer as Answer }
    }
    return null
  }

  /** True when the flight tells no more. */
  #message(type: number, message: Buffer): boolean {
    if (!this.#answer) {
      if (type !== messageTypes.serverHello)
        throw new Malformed('the answer does not begin with a ServerHello')
      this.#answer = serverHello(message, this.#offered)
      return this.#answer.version === versionCodes['TLS 1.3']
    }
    if (type === messageTypes.certificate)
      this.#answer = { ...this.#answer, certificates: certificates(message) }
    if (type === messageTypes.serverKeyExchange) {
      this.#answer = { ...this.#answer, keyExchange: keyExchange(message, this.#answer.suite) }
    }
    return type === messageTypes.serverKeyExchange || type === messageTypes.serverHelloDone
  }
}

function serverHello(message: Buffer, offered: TlsVersion): Answer {
  const input = cursor(message)
  const legacyVersion = input.uint(2)
  input.bytes(32)
  input.vector(1)
  const suite = input.uint(2)
  input.uint(1)
  const found = { version: legacyVersion, group: null as number | null }
  if (offered === 'TLS 1.3') helloExtensions(input, found)
  return { ...found, suite, keyExchange: null, certificates: [] }
}

function helloExtensions(input: Cursor, found: { version: number; group: number | null }): void {
  if (input.left() === 0) return
  const list = cursor(input.vector(2))
  while (list.left() > 0) {
    const type = list.uint(2)
    const body = cursor(list.vector(2))
    if (type === 43) found.version = body.uint(2)
    if (type === 51) found.group = body.uint(2)
  }
}

function certificates(message: Buffer): Buffer[] {
  const list = cursor(cursor(message).vector(3))
  const found: Buffer[] = []
  while (list.left() > 0) {
    if (found.length >= certificatesMax) throw new Malformed(`more than ${certificatesMax} certificates`)
    found.push(list.vector(3))
  }
  return found
}

function keyExchange(message: Buffer, suiteCode: number): KeyExchange | null {
  const suite = suiteByCode(suiteCode)
  if (!suite || suite.parameters === 'none') return null
  const input = cursor(message)
  if (suite.hint) input.vector(2)
  if (suite.parameters === 'dhe') return { dhBits: bitLength(input.vector(2)), group: null }
  const namedCurve = 3
  return input.uint(1) === namedCurve ? { dhBits: null, group: input.uint(2) } : null
}

/** Bits of a big-endian number without its leading zeros. */
function bitLength(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0)
  if (first === -1) return 0
  return (number.length - first - 1) * 8 + (32 - Math.clz32(number[first] as number))
}
