/** The bytes are no message of this kind. The text is for the sender's developer. */
export class NotDecodable extends Error {}

const wireTypes = { varint: 0, eightBytes: 1, lengthDelimited: 2, fourBytes: 5 } as const
const varintBytesMax = 10
/** Tags and lengths fit into 32 bits. */
const smallBytesMax = 5

/**
 * Reads the fields of one protobuf message one after the other (protobuf.dev, encoding). Hand-written because it is
 * shorter than a library with what it needs around it, never copies or builds a message that is then thrown away, and
 * lets its caller count: libraries bound neither entries nor values. Every reading method throws NotDecodable when the
 * bytes end too early, or the field has another wire type than its declaration says.
 */
export class WireReader {
  readonly #bytes: Buffer
  readonly #end: number
  #at: number
  #wireType = 0

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.#bytes = bytes
    this.#at = from
    this.#end = to
  }

  /** Bytes of this message that are left. */
  get left(): number {
    return this.#end - this.#at
  }

  /** The number of the next field, 0 at the end. Read or skip its value before the next one. */
  next(): number {
    if (this.#at === this.#end) return 0
    const tag = this.#small()
    this.#wireType = tag & 7
    const field = tag >>> 3
    if (field === 0) throw new NotDecodable('a field has the number 0')
    return field
  }

  /** Passes over a field that is not known here. */
  skip(): void {
    switch (this.#wireType) {
      case wireTypes.varint:
        this.#skipVarint()
        return
      case wireTypes.eightBytes:
        this.#take(8)
        return
      case wireTypes.lengthDelimited:
        this.#take(this.#small())
        return
      case wireTypes.fourBytes:
        this.#take(4)
        return
      default:
        throw new NotDecodable(`a field has the wire type ${this.#wireType}`)
    }
  }

  message(): WireReader {
    this.#expect(wireTypes.lengthDelimited)
    const from = this.#take(this.#small())
    return new WireReader(this.#bytes, from, this.#at)
  }

  /** UTF-8; what is not becomes U+FFFD, so that one wrong byte does not lose a whole request. */
  text(): string {
    this.#expect(wireTypes.lengthDelimited)
    const from = this.#take(this.#small())
    return this.#bytes.toString('utf8', from, this.#at)
  }

  /** Bytes in this spelling. */
  bytes(encoding: 'hex' | 'base64'): string {
    this.#expect(wireTypes.lengthDelimited)
    const from = this.#take(this.#small())
    return this.#bytes.toString(encoding, from, this.#at)
  }

  fixed64(): bigint {
    this.#expect(wireTypes.eightBytes)
    return this.#bytes.readBigUInt64LE(this.#take(8))
  }

  fixed32(): number {
    this.#expect(wireTypes.fourBytes)
    return this.#bytes.readUInt32LE(this.#take(4))
  }

  double(): number {
    this.#expect(wireTypes.eightBytes)
    return this.#bytes.readDoubleLE(this.#take(8))
  }

  int64(): bigint {
    this.#expect(wireTypes.varint)
    return BigInt.asIntN(64, this.uint64())
  }

  /** Of an int32, uint32 or enum: its lowest 32 bits, unsigned. */
  uint32(): number {
    this.#expect(wireTypes.varint)
    return Number(BigInt.asUintN(32, this.uint64()))
  }

  uint64(): bigint {
    let value = 0n
    for (let count = 0n; count < varintBytesMax; count++) {
      const byte = this.#bytes[this.#take(1)] as number
      value |= BigInt(byte & 0x7f) << (7n * count)
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new NotDecodable(`a number has more than ${varintBytesMax} bytes`)
  }

  #skipVarint(): void {
    for (let count = 0; count < varintBytesMax; count++)
      if ((this.#bytes[this.#take(1)] as number) < 0x80) return
    throw new NotDecodable(`a number has more than ${varintBytesMax} bytes`)
  }

  #small(): number {
    let value = 0
    for (let count = 0; count < smallBytesMax; count++) {
      const byte = this.#bytes[this.#take(1)] as number
      value += (byte & 0x7f) * 2 ** (7 * count)
      if (byte < 0x80) return value
    }
    throw new NotDecodable(`a tag or a length has more than ${smallBytesMax} bytes`)
  }

  /** Steps over bytes; answers where they begin. */
  #take(count: number): number {
    const from = this.#at
    if (count > this.#end - from)
      throw new NotDecodable(`the message ends ${count - this.left} bytes too early`)
    this.#at = from + count
    return from
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType)
      throw new NotDecodable(`a field has the wire type ${this.#wireType} in place of ${wireType}`)
  }
}
