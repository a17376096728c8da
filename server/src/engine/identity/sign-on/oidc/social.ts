import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Configuration } from '../../../../platform/config/configuration.ts'
import type { OidcConnection } from './connection.ts'
import { oidcProblem } from './refusal.ts'

const secretBytesMax = 16 * 1024

/** Which buttons to show. */
export function socialSignOn(configuration: Pick<Configuration, 'signIn'>): readonly ('google' | 'apple')[] {
  return (['google', 'apple'] as const).filter((provider) => configuration.signIn[provider] !== undefined)
}

/**
 * The connection to Google or Apple as the operator configured it; its secret is read from its file now. null when it
 * is not configured. Throws a Problem when the file cannot be read.
 */
export async function socialConnection(
  platform: {
    readonly configuration: () => Pick<Configuration, 'signIn'>
    readonly environment: { readonly dataDir: string }
  },
  provider: 'google' | 'apple',
  redirectUri: string,
): Promise<OidcConnection | null> {
  const { google, apple } = platform.configuration().signIn
  const { dataDir } = platform.environment
  if (provider === 'google') {
    if (!google) return null
    return {
      id: 'google',
      preset: 'google',
      issuer: google.issuer ?? 'https://accounts.google.com',
      clientId: google.clientId,
      clientSecret: await readSecret(resolve(dataDir, google.clientSecretFile)),
      redirectUri,
      scopes: ['openid', 'email', 'profile'],
      ...(google.hostedDomain !== undefined && { hostedDomain: google.hostedDomain }),
    }
  }
  if (!apple) return null
  const { teamId, keyId, appId } = apple
  const privateKeyPem = await readSecret(resolve(dataDir, apple.privateKeyFile))
  return {
    id: 'apple',
    preset: 'apple',
    issuer: apple.issuer ?? 'https://appleid.apple.com',
    clientId: apple.clientId,
    clientSecret: null,
    redirectUri,
    scopes: ['openid', 'name', 'email'],
    apple: { teamId, keyId, privateKeyPem, ...(appId !== undefined && { appId }) },
  }
}

async function readSecret(path: string): Promise<string> {
  try {
    await using file = await open(path)
    const { bytesRead, buffer } = await file.read(Buffer.alloc(secretBytesMax + 1), 0)
    const secret = buffer.toString('utf8', 0, bytesRead).trim()
    if (secret === '' || bytesRead > secretBytesMax) throw new Error('empty, or too large for a secret')
    return secret
  } catch (error) {
    throw oidcProblem('oidc-secret-unusable', '', error)
  }
}
