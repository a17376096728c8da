import { isIP } from 'node:net'
import { z } from 'zod'

const listMax = 1000
const name = z.string().min(1).max(200)
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens')
const hostPattern = /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/
const host = z.string().regex(hostPattern, 'give a host name or address without scheme')

const endpoint = z.strictObject({
  url: z.url({ protocol: /^(https|tls)$/ }).describe('https://host[:port]/ or tls://host:port'),
  serverName: host
    .optional()
    .describe('name to ask for (SNI) and to find in the certificate, if not the host of the URL'),
})

const privateHost = z
  .string()
  .max(300)
  .regex(
    /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:\d{1,5})?$/,
    'give host or host:port without scheme; an IPv6 address in brackets',
  )
const issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional()
  .describe('another issuer than the usual one')
const file = name.describe('path of the file with the secret; relative paths start at the data folder')

const signIn = z.strictObject({
  google: z
    .strictObject({
      clientId: name,
      clientSecretFile: file,
      hostedDomain: host.optional().describe('only accounts of this Google Workspace domain'),
      issuer,
    })
    .optional(),
  apple: z
    .strictObject({
      clientId: name.describe('Services ID'),
      teamId: name,
      keyId: name,
      privateKeyFile: file,
      appId: name.optional().describe('primary App ID, when the notices of Apple are addressed to it'),
      issuer,
    })
    .optional(),
})

const mail = z
  .strictObject({
    from: z.email().max(254).describe('address that messages come from'),
    host: host.describe('SMTP server that takes our mail'),
    port: z.number().int().min(1).max(65_535).default(587),
    security: z
      .enum(['tls', 'starttls', 'none'])
      .default('starttls')
      .describe(
        'tls: encrypted from the start (465); starttls: required (587); none: only on a trusted wire',
      ),
    username: name.optional(),
    passwordFile: file.optional(),
    authorityFile: name
      .optional()
      .describe('PEM file of an own authority; relative paths start at the data folder'),
  })
  .refine(({ username, passwordFile }) => (username === undefined) === (passwordFile === undefined), {
    error: 'username and passwordFile belong together',
  })
  .refine(({ username, security }) => username === undefined || security !== 'none', {
    error: 'a password is sent encrypted only: use the security tls or starttls',
  })

const networkPattern =
  /^(\d{1,3}(\.\d{1,3}){3}(\/([0-9]|[12][0-9]|3[0-2]))?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(\/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?)$/
const network = z
  .string()
  .max(60)
  .refine((range) => networkPattern.test(range) && isIP(range.split('/')[0] as string) !== 0, {
    error: 'give an address or a network as 192.0.2.0/24 or 2001:db8::/32',
  })
const pem = name.describe('PEM file; relative paths start at the data folder')
const sourceName = name.describe('name or id of a source of events')

const syslogListener = z
  .strictObject({
    port: z.number().int().min(1).max(65_535).describe('6514 is usual with TLS, 514 and 601 without'),
    host: host.optional().describe('address to listen on; that of the server when missing'),
    tls: z.boolean().default(true),
    certificateFile: pem.optional().describe('PEM file; without it the certificate of HTTPS is used'),
    keyFile: pem.optional(),
    clientCa: pem.optional().describe('PEM file of an authority: senders must have a certificate of it'),
    source: sourceName.optional().describe('source of every message that names no token'),
    addresses: z.array(network).max(listMax).default([]).describe('who may connect; everybody when empty'),
    senders: z
      .array(
        z.strictObject({
          certificate: name
            .optional()
            .describe('a name in the certificate of the sender, or its SHA-256 fingerprint'),
          addresses: z.array(network).min(1).max(listMax).optional(),
          source: sourceName,
        }),
      )
      .max(listMax)
      .default([])
      .describe('sources by sender, the first that fits'),
  })
  .refine(({ certificateFile, keyFile }) => (certificateFile === undefined) === (keyFile === undefined), {
    error: 'certificateFile and keyFile belong together',
  })
  .refine(({ tls, certificateFile, clientCa }) => tls || (certificateFile ?? clientCa) === undefined, {
    error: 'certificates need tls: true',
  })
  .refine(
    ({ source, clientCa, addresses }) =>
      source === undefined || clientCa !== undefined || addresses.length > 0,
    { error: 'with a source, give addresses or clientCa: else everybody could write in its name' },
  )
  .refine(
    ({ senders }) => senders.every(({ certificate, addresses }) => (certificate ?? addresses) !== undefined),
    { error: 'a sender is told by certificate, addresses or both' },
  )
  .refine(
    ({ clientCa, senders }) =>
      clientCa !== undefined || senders.every(({ certificate }) => certificate === undefined),
    { error: 'a certificate of a sender is only looked at with clientCa' },
  )

const system = z.strictObject({
  name: name.describe('the system, e.g. "Vermittlung"'),
  source: sourceName.optional().describe('name or id of its source of events, if it is not the name'),
})

const place = z.strictObject({
  id: slug,
  path: name.describe('folder; relative paths start at the data folder'),
  location: name.optional().describe('where this place is, in words, e.g. "Frankfurt"'),
})

const parameter = z.union([z.number(), z.string().max(500), z.array(z.string().max(200)).max(100)])

/** `nachweis.yaml`: what the operator declares. Every field but the provider's name has a default. */
export const configurationSchema = z.strictObject({
  provider: z.strictObject({
    name: name.describe('the provider, as on the page'),
    country: name.default('Deutschland'),
    homepage: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    contact: z
      .union([z.email(), z.url({ protocol: /^https$/ })])
      .describe('where weaknesses are reported: e-mail or https address'),
  }),
  teams: z
    .array(z.strictObject({ id: slug, name }))
    .max(listMax)
    .default([]),
  measures: z
    .record(slug, z.strictObject({ team: slug.describe('id from teams') }))
    .default({})
    .describe('per measure: the team that answers for it'),
  endpoints: z.array(endpoint).max(listMax).default([]).describe('TLS endpoints beside our own listener'),
  timeServers: z.array(host).max(listMax).default([]).describe('NTP servers whose time is compared'),
  pages: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(listMax)
    .default([])
    .describe('public pages beside our own that are visited for cookies'),
  backups: z
    .strictObject({
      everyHours: z
        .number()
        .positive()
        .max(24 * 31)
        .default(24),
      recipients: z
        .array(z.string().regex(/^age1[a-z0-9]+$/, 'give an age recipient: age1…'))
        .max(20)
        .default([]),
      places: z
        .array(place)
        .min(1)
        .max(20)
        .default([
          { id: 'primary', path: 'backups' },
          { id: 'second', path: 'backups-second-place' },
        ]),
    })
    .prefault({}),
  outgoing: z
    .strictObject({
      privateHosts: z
        .array(privateHost)
        .max(listMax)
        .default([])
        .describe(
          'hosts in private networks that this installation may connect to; without port: 443. ' +
            'Unencrypted only to this machine itself',
        ),
      dnsServers: z
        .array(z.string().regex(/^[0-9A-Fa-f.:[\]]{2,60}$/, 'give an IP address, with port as address:port'))
        .max(8)
        .default([])
        .describe("DNS servers for the proof of customers' domains; those of the system when empty"),
    })
    .prefault({}),
  syslog: z
    .array(syslogListener)
    .max(20)
    .default([])
    .describe('listeners for syslog over TLS or TCP; none when empty'),
  systems: z
    .array(system)
    .max(listMax)
    .default([])
    .describe('every system that has to send its events here; each needs a source of events'),
  signIn: signIn.prefault({}).describe('sign-in with Google and Apple'),
  mail: mail.optional().describe('SMTP server; without it mails stay in the outbox, marked as not sent'),
  parameters: z
    .record(
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'give a claim as measure/claim'),
      z.record(z.string(), parameter),
    )
    .default({})
    .describe('per claim: parameters that replace the defaults, in sentence and check alike'),
})

export type Configuration = z.output<typeof configurationSchema>
