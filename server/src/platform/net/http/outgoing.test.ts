import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { outgoing } from './outgoing.ts'

const configured = (...privateHosts: string[]) => ({ configuration: () => ({ outgoing: { privateHosts } }) })

async function listen(server: Server & { closeAllConnections(): void }, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const echo = (request: IncomingMessage, response: ServerResponse) => {
  request.setEncoding('utf8')
  let body = ''
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => response.end(`${request.method} ${request.headers['content-length']} ${body}`))
}

const refused = (promise: Promise<{ status: number }>) =>
  promise.then(
    ({ status }) => `answered ${status}`,
    (error: { code?: string }) => error.code,
  )

test('speaks http only with a named host and port, and only on this machine', async () => {
  const port = await listen(createServer(echo))
  const url = `http://127.0.0.1:${port}/`
  expect(await refused(outgoing(configured()).fetch(url))).toBe('not-encrypted')
  expect(await refused(outgoing(configured('127.0.0.1')).fetch(url))).toBe('not-encrypted')
  expect(await refused(outgoing(configured(`127.0.0.1:${port + 1}`)).fetch(url))).toBe('not-encrypted')
  expect(await refused(outgoing(configured(`127.0.0.1:${port}`)).fetch(url))).toBe('answered 200')

  const resolve = () => Promise.resolve(['192.168.0.1', '1.1.1.1'])
  const named = outgoing(configured(`idp.internal:${port}`), { resolve })
  expect(await refused(named.fetch(`http://idp.internal:${port}/`))).toBe('address-not-allowed')
  expect([named.speaks(`http://idp.internal:${port}/x`), named.speaks('http://other.internal/')]).toEqual([
    true,
    false,
  ])
  expect(['https://a.example/', 'ftp://a.example/', 'javascript:1', ''].map((u) => named.speaks(u))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('connects to private addresses of named hosts only, and to metadata addresses never', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nachweis-outgoing-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const self = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=x']
  const name = ['-addext', 'subjectAltName=DNS:idp.internal']
  execFileSync('openssl', [...self, ...name, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
  rmSync(folder, { recursive: true })
  const port = await listen(createTlsServer({ key, cert }, echo))
  const url = `https://idp.internal:${port}/`
  const limits = (address: string) => ({
    authorities: [cert],
    resolve: () => Promise.resolve([address]),
    timeoutMs: 500,
  })
  const at = (address: string, ...hosts: string[]) =>
    refused(outgoing(configured(...hosts), limits(address)).fetch(url))

  expect(await at('127.0.0.1')).toBe('address-not-allowed')
  expect(await at('127.0.0.1', 'idp.internal')).toBe('address-not-allowed')
  expect(await at('127.0.0.1', `IDP.internal:${port}`)).toBe('answered 200')
  expect(await at('169.254.169.254', `idp.internal:${port}`)).toBe('address-not-allowed')
  expect(await refused(outgoing(configured()).fetch('https://[::1]/'))).toBe('address-not-allowed')
  expect(await refused(outgoing(configured()).fetch('https://localhost/'))).toBe('address-not-allowed')
})

test('sends what a POST says once, and follows no redirect', async () => {
  let asked = 0
  const port = await listen(
    createServer((request, response) => {
      asked += 1
      if (request.url === '/moved') response.writeHead(307, { location: '/' }).end()
      else echo(request, response)
    }),
  )
  const net = outgoing(configured(`127.0.0.1:${port}`))
  const post = { method: 'POST', content: 'äb' } as const
  const answer = await net.fetch(`http://127.0.0.1:${port}/`, post)
  expect(answer.body.toString()).toBe('POST 3 äb')
  expect(await refused(net.fetch(`http://127.0.0.1:${port}/moved`, post))).toBe('too-many-redirects')
  expect(asked).toBe(2)
})

test('an entry without port is the port of https, whatever the case, and IPv6 has brackets', () => {
  const net = outgoing(configured('IDP.internal', '[::1]:8080', 'plain.internal:80'))
  expect(net.speaks('http://[::1]:8080/')).toBe(true)
  expect(net.speaks('http://[::1]:8081/')).toBe(false)
  expect(net.speaks('http://plain.internal/')).toBe(true)
  expect(net.speaks('http://idp.internal/')).toBe(false)
})
