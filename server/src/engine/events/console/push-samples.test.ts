import { expect, test } from 'vitest'
import { newSigningKeys, publicKeyOf, signedHeaders } from '../push/sign.ts'
import { sampleOf, type Scheme } from './push-samples.ts'

type Read = (headers: Record<string, string>, body: string) => unknown

/** Runs a program that the console shows, as it stands there. */
async function load(program: string): Promise<Read> {
  const found = program.replace("'standardwebhooks'", `'${import.meta.resolve('standardwebhooks')}'`)
  const url = `data:text/javascript,${encodeURIComponent(found)}`
  return ((await import(/* @vite-ignore */ url)) as { read: Read }).read
}

test.each<Scheme>(['v1', 'v1a'])('the program for %s takes what we sign and nothing else', async (scheme) => {
  const keys = newSigningKeys()
  process.env['WEBHOOK_SECRET'] = keys.secret
  const read = await load(sampleOf(scheme, publicKeyOf(keys)))
  const payload = JSON.stringify({ type: 'ping', data: { n: 'ü' } })
  const nowS = Math.floor(Date.now() / 1_000)
  const sign = (atS: number, by = keys) => signedHeaders({ id: 'msg_1', atS, payload }, [by])
  expect(read(sign(nowS), payload)).toEqual(JSON.parse(payload))
  expect(() => read(sign(nowS), `${payload} `)).toThrow()
  expect(() => read(sign(nowS, newSigningKeys()), payload)).toThrow()
  expect(() => read(sign(nowS - 600), payload)).toThrow()
})
