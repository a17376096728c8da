/**
 * Our own address with a name in it where it is a bare one: passkeys (WebAuthn, section 5.1.2) and cookies with the
 * prefix __Host- over http need a name.
 */
export const byName = (url: string): string => url.replace('://127.0.0.1', '://localhost')
