/** A secret in one of the forms in which it may turn up. */
export interface Needle {
  readonly secret: string
  readonly form: 'plain' | 'hex' | 'base64' | 'utf-16'
  readonly bytes: Buffer
}

const printable = /^[\x20-\x7e]+$/

/** Every form in which a secret is searched; `name` stands for it in findings. At least 24 bytes, so that no chance finds it. */
export function needlesOf(name: string, secret: Buffer): Needle[] {
  if (secret.length < 24) throw new Error(`${name} is too short to be searched for`)
  const hex = secret.toString('hex')
  const needles: Needle[] = [
    { secret: name, form: 'plain', bytes: secret },
    { secret: name, form: 'hex', bytes: Buffer.from(hex) },
    { secret: name, form: 'hex', bytes: Buffer.from(hex.toUpperCase()) },
    ...base64Forms(secret).map((form): Needle => ({
      secret: name,
      form: 'base64',
      bytes: Buffer.from(form),
    })),
  ]
  const words = secret.toString('latin1')
  if (!printable.test(words)) return needles
  const little = Buffer.from(words, 'utf16le')
  const big = Buffer.from(little).swap16()
  return [
    ...needles,
    { secret: name, form: 'utf-16', bytes: little },
    { secret: name, form: 'utf-16', bytes: big },
  ]
}

/** Base64 looks different with what stands before it: three alignments, without the characters that neighbours share. */
function base64Forms(secret: Buffer): string[] {
  const forms = [0, 1, 2].flatMap((before) => {
    const bits = (before + secret.length) * 8
    const coded = Buffer.concat([Buffer.alloc(before), secret]).toString('base64')
    const own = coded.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6))
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...new Set(forms)]
}
