import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site whose pages do what ours promise not to do, and another host that they call. */
export interface HostileSite {
  /** Origin of the site, and of the other host. */
  readonly site: string
  readonly third: string
  /** What the other host was asked for so far. */
  readonly asked: string[]
  /** Serves one more listener on 127.0.0.1 until the end; answers its port. */
  listen(server: Server): Promise<number>
  close(): void
}

/** What each page answers; `third` is the origin of the other host. */
const pages: Record<string, (third: string, response: ServerResponse) => string> = {
  '/clean': () =>
    '<link rel="stylesheet" href="/style.css"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><script src="/empty.js"></script>',
  '/header-cookie': (_, response) => withHeader(response, 'set-cookie', 'sid=1; HttpOnly'),
  '/refused-cookie': (_, response) =>
    withHeader(response, 'set-cookie', ['__Host-a=1', 'b=2; Domain=elsewhere.example']),
  '/script-cookie': () => '<script>document.cookie = "seen=1; max-age=9999"</script>',
  '/late-cookie': () =>
    '<script>onload = () => setTimeout(() => { document.cookie = "late=1" }, 100)</script>',
  '/image-cookie': () => '<img src="/pixel-with-cookie">',
  '/local-storage': () => '<script>localStorage.setItem("visitor", "7")</script>',
  '/brief-storage': () =>
    '<script>localStorage.setItem("brief", "7"); localStorage.removeItem("brief")</script>',
  '/session-storage': () => '<script>sessionStorage.visitor = "7"</script>',
  '/database': () => '<script>indexedDB.open("tracker")</script>',
  '/cache': () => '<script>caches.open("tracker")</script>',
  '/worker': () => '<script>navigator.serviceWorker.register("/empty.js")</script>',
  '/frame': () => '<iframe src="/local-storage"></iframe>',
  '/third-image': (third) => `<img src="${third}/pixel.gif">`,
  '/third-script': (third) => `<script src="${third}/count.js"></script>`,
  '/third-style': (third) => `<style>@import "${third}/font.css";</style>`,
  '/third-frame': (third) => `<iframe src="${third}/frame"></iframe>`,
  '/third-fetch': (third) => `<script>fetch("${third}/collect", { mode: "no-cors" })</script>`,
  '/third-beacon': (third) => `<script>navigator.sendBeacon("${third}/collect", "x")</script>`,
  '/third-socket': (third) => `<script>new WebSocket("${third.replace('http', 'ws')}/live")</script>`,
  '/third-preconnect': (third) => `<link rel="preconnect" href="${third}">`,
  '/third-through-redirect': () => '<img src="/to-third">',
  '/third-blocked': (third, response) => {
    response.setHeader('content-security-policy', "default-src 'self'")
    return `<img src="${third}/pixel.gif"><script>localStorage.x = 1</script>`
  },
  '/behind': () => '<a href="/deep/header-cookie">more</a><a href="/file.pdf">file</a><a href="#x">here</a>',
  '/deep/header-cookie': (_, response) => withHeader(response, 'set-cookie', 'deep=1'),
  '/behind-dead': () => '<a href="/dead/end">more</a>',
  '/away': () => '',
  '/hangs': () => '<img src="/never">',
  '/loads-too-much': () => '<script>for (let i = 0; i < 700; i++) new Image().src = "/pixel?" + i</script>',
  '/spins': () => '<script>for (;;);</script>',
  '/dialog': () => '<script>alert("wait"); onbeforeunload = () => "stay"; open("/header-cookie")</script>',
}

function withHeader(response: ServerResponse, name: string, value: string | string[]): string {
  response.setHeader(name, value)
  return ''
}

/** The pages that call the other host in one way each. */
export const callingPages = Object.keys(pages).filter(
  (page) => page.startsWith('/third-') && page !== '/third-blocked',
)

/** Starts both hosts on free ports. */
export async function startHostileSite(): Promise<HostileSite> {
  const servers: Server[] = []
  const listen = async (server: Server, host = '127.0.0.1') => {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, host, resolve))
    return (server.address() as AddressInfo).port
  }
  const asked: string[] = []
  const other: RequestListener = (request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('set-cookie', 'third=1').end('<p>')
  }
  const third = `http://127.0.0.2:${await listen(createServer(other), '127.0.0.2')}`
  const own = createServer((request, response) => answer(third, request, response))
  const close = () => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  }
  return { site: `http://127.0.0.1:${await listen(own)}`, third, asked, listen, close }
}

function answer(third: string, request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '/'
  if (url === '/never') return
  if (url === '/dead/end') return void request.socket.destroy()
  if (url === '/to-third') return void response.writeHead(302, { location: `${third}/pixel.gif` }).end()
  if (url === '/away') return void response.writeHead(302, { location: `${third}/frame` }).end()
  if (url === '/pixel-with-cookie') response.setHeader('set-cookie', 'pixel=1')
  if (url.endsWith('.js')) return void response.setHeader('content-type', 'text/javascript').end('')
  const page = pages[url]
  if (!page)
    return void response
      .writeHead(url.startsWith('/pixel') ? 200 : 404)
      .end(url === '/missing' ? 'nothing' : '')
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>x</title>${page(third, response)}`)
}
