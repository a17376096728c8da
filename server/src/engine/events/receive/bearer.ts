import type { RequestFacts } from '../../../kernel/route.ts'

/**
 * The token in the Authorization header: `Bearer <token>`, `ApiKey <token>`, or the password of Basic, as programs send it
 * that know nothing else; undefined when there is none.
 */
export function bearer({ authorization }: Pick<RequestFacts, 'authorization'>): string | undefined {
  const [, scheme, value = ''] = /^(Bearer|ApiKey|Basic) +(\S+)$/i.exec(authorization ?? '') ?? []
  switch (scheme?.toLowerCase()) {
    case undefined:
      return undefined
    case 'basic':
      return passwordOf(value)
    default:
      return value
  }
}

function passwordOf(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}
