declare module 'samlp' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: Error) => void) => void

  /** Middleware of the framework that samlp was made for; see `samlp-server.ts` for what it expects of requests. */
  const samlp: {
    auth(options: Readonly<Record<string, unknown>>): Handler
    metadata(options: Readonly<Record<string, unknown>>): Handler
  }
  export default samlp
}
