import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bytes } from '../src/bytes.ts'

/** Serves resources on a free port of the loopback interface; `resources` may be replaced while it runs. */
export async function serve(resources: ReadonlyMap<string, Bytes>) {
  const served = { resources }
  const server = createServer((request, response) => {
    const bytes = served.resources.get(request.url ?? '')
    response.writeHead(bytes ? 200 : 404).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { served, url, close: () => new Promise((resolve) => server.close(resolve)) }
}
