import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { socialConnection, socialSignOn } from './social.ts'

const google = { clientId: 'id', clientSecretFile: 'google-secret', hostedDomain: 'firma.example' }
const apple = {
  clientId: 'id',
  teamId: 'T',
  keyId: 'K',
  privateKeyFile: 'apple.p8',
  issuer: 'http://127.0.0.1:1',
}

async function platform(signIn: object) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-social-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  return { configuration: () => ({ signIn }), environment: { dataDir } }
}

it('offers what is configured', async () => {
  expect(socialSignOn({ signIn: {} })).toEqual([])
  expect(socialSignOn({ signIn: { google, apple } })).toEqual(['google', 'apple'])
  expect(await socialConnection(await platform({}), 'google', 'https://a.example/')).toBeNull()
  expect(await socialConnection(await platform({}), 'apple', 'https://a.example/')).toBeNull()
})

it('reads the secret at use, so that a new one counts at once', async () => {
  const here = await platform({ google, apple })
  const file = join(here.environment.dataDir, 'google-secret')
  const secret = async () => (await socialConnection(here, 'google', 'https://a.example/'))?.clientSecret
  await expect(secret()).rejects.toMatchObject({ reason: 'oidc-secret-unusable' })
  await writeFile(file, 'first\n')
  expect(await secret()).toBe('first')
  await writeFile(file, 'second')
  expect(await secret()).toBe('second')
  for (const broken of ['\n', 'x'.repeat(20_000)]) {
    await writeFile(file, broken)
    await expect(secret()).rejects.toMatchObject({ reason: 'oidc-secret-unusable' })
  }
})

it('is Google and Apple unless another issuer is named', async () => {
  const here = await platform({ google, apple })
  for (const file of ['google-secret', 'apple.p8']) await writeFile(join(here.environment.dataDir, file), 'x')
  expect(await socialConnection(here, 'google', 'https://a.example/')).toMatchObject({
    issuer: 'https://accounts.google.com',
    preset: 'google',
    hostedDomain: 'firma.example',
  })
  expect(await socialConnection(here, 'apple', 'https://a.example/')).toMatchObject({
    issuer: 'http://127.0.0.1:1',
    apple: { teamId: 'T', keyId: 'K', privateKeyPem: 'x' },
  })
})
