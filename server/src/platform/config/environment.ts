import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

// Libraries that have a slow development build choose it while they are loaded, unless this says otherwise.
process.env['NODE_ENV'] ??= 'production'

const port = z.coerce.number().int().min(0).max(65_535)

const schema = z.object({
  PORT: port.default(8080),
  TLS_PORT: port.default(8443),
  TLS_CERT_FILE: z.string().default(''),
  TLS_KEY_FILE: z.string().default(''),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.union([z.literal(''), z.url({ protocol: /^postgres(ql)?$/ })]).default(''),
  DATABASE_CONNECTIONS_MAX: z.coerce.number().int().min(2).max(200).default(10),
  PUBLIC_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  CONFIGURATION_FILE: z.string().default(''),
  CHROMIUM: z.string().default(''),
  PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
})

/** All that the process reads from its environment. Paths are absolute, URLs end without a slash. */
export interface Environment {
  readonly port: number
  readonly tlsPort: number
  /** PEM files; null: a local certificate is made. */
  readonly tlsFiles: { readonly cert: string; readonly key: string } | null
  readonly host: string
  readonly dataDir: string
  /** null: the embedded database. */
  readonly databaseUrl: string | null
  readonly databaseConnectionsMax: number
  readonly publicUrl: string | null
  /** nachweis.yaml; null: `<dataDir>/nachweis.yaml`, written with defaults at the first start. */
  readonly configurationFile: string | null
  /** How many reverse proxies of the operator stand in front, each adding to X-Forwarded-For. */
  readonly proxyHops: number
  /** A Chromium binary; null: looked up in PATH. */
  readonly chromium: string | null
  /** Folders in which programs are looked up. */
  readonly path: readonly string[]
}

/** Reads the environment. Throws an Error whose message names the variable and the remedy. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = schema.safeParse(variables)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(
      `The environment variable ${issue?.path.join('.')} cannot be used: ${issue?.message}. Correct or unset it.`,
    )
  }
  const v = parsed.data
  if ((v.TLS_CERT_FILE === '') !== (v.TLS_KEY_FILE === '')) {
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or neither.')
  }
  return {
    port: v.PORT,
    tlsPort: v.TLS_PORT,
    tlsFiles:
      v.TLS_CERT_FILE === '' ? null : { cert: resolve(v.TLS_CERT_FILE), key: resolve(v.TLS_KEY_FILE) },
    host: v.HOST,
    dataDir: resolve(v.DATA_DIR),
    databaseUrl: v.DATABASE_URL || null,
    databaseConnectionsMax: v.DATABASE_CONNECTIONS_MAX,
    publicUrl: v.PUBLIC_URL.replace(/\/+$/, '') || null,
    configurationFile: v.CONFIGURATION_FILE === '' ? null : resolve(v.CONFIGURATION_FILE),
    proxyHops: v.PROXY_HOPS,
    chromium: v.CHROMIUM || null,
    path: (variables['PATH'] ?? '').split(':').filter((folder) => folder !== ''),
  }
}

/** What the command line reads: where the installation is, and the key to it. */
export function readClientEnvironment(variables: NodeJS.ProcessEnv = process.env) {
  const { port, dataDir } = readEnvironment(variables)
  return {
    url: variables['NACHWEIS_URL'] || `http://127.0.0.1:${port}`,
    key: variables['NACHWEIS_KEY'] || null,
    dataDir,
    language: (variables['LC_ALL'] || variables['LANG'] || '').startsWith('de')
      ? ('de' as const)
      : ('en' as const),
    home: homedir(),
    stateHome: variables['XDG_STATE_HOME'],
  }
}
