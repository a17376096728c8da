import { isIP } from 'node:net'
import type { Message } from './read-message.ts'

/** Fields of an event by the plain names that the mapping knows. */
export type Understood = Readonly<
  Partial<Record<'actor' | 'action' | 'target' | 'outcome' | 'address' | 'session' | 'customer', string>>
>

const valueCharactersMax = 200

/** Names of parameters in structured data that mean one of these fields. */
const parameterNames: Readonly<Record<string, keyof Understood>> = {
  actor: 'actor',
  user: 'actor',
  username: 'actor',
  userName: 'actor',
  action: 'action',
  operation: 'action',
  target: 'target',
  resource: 'target',
  object: 'target',
  outcome: 'outcome',
  result: 'outcome',
  status: 'outcome',
  ip: 'address',
  address: 'address',
  remote_addr: 'address',
  session: 'session',
  session_id: 'session',
  tenant: 'customer',
  tenant_id: 'customer',
  customer: 'customer',
  customer_id: 'customer',
}

type Found = { readonly [Name in keyof Understood]?: string | undefined }
type Groups = Readonly<Record<string, string | undefined>>
type Pattern = readonly [app: RegExp, text: RegExp, fields: (groups: Groups, message: Message) => Found]

/**
 * Only where the sentence is fixed; each is anchored and bounded. A name may hold ` from 192.0.2.1`: it is greedy, so that
 * the last address counts, which sshd wrote.
 */
const patterns: readonly Pattern[] = [
  [
    /^sshd/,
    /^(?<said>Accepted|Failed) (?<way>[\w./-]{1,60}) for (?:invalid user )?(?<user>.{1,200}) from (?<ip>[\da-fA-F:.]{2,45}) port \d/,
    ({ said, user, ip }, { hostname }) => ({
      actor: user,
      action: 'login',
      outcome: said === 'Accepted' ? 'success' : 'failure',
      address: ip,
      target: hostname ?? undefined,
    }),
  ],
  [
    /^sshd/,
    /^Invalid user (?<user>.{1,200}) from (?<ip>[\da-fA-F:.]{2,45})/,
    ({ user, ip }, { hostname }) => ({
      actor: user,
      action: 'login',
      outcome: 'failure',
      address: ip,
      target: hostname ?? undefined,
    }),
  ],
  [
    /^sudo$/,
    /^\s{0,20}(?<user>\S{1,200}) : (?<refused>(?!TTY=)[^;]{1,200} ; )?TTY=[^;]{0,200} ; PWD=[^;]{0,4096} ; USER=(?<as>[^;]{1,200}) ; .{0,200}?COMMAND=(?<command>.{1,200})/,
    ({ user, refused, command }) => ({
      actor: user,
      action: 'sudo',
      target: command,
      outcome: refused === undefined ? 'success' : 'failure',
    }),
  ],
  [
    /^/,
    /^pam_\w{1,30}\((?<app>[^:)]{1,60}):session\): session (?<what>opened|closed) for user (?<user>[^\s(]{1,200})/,
    ({ app, what, user }, { hostname }) => ({
      actor: user,
      action: `${app} session ${what}`,
      outcome: 'success',
      target: hostname ?? undefined,
    }),
  ],
  [
    /^/,
    /^pam_\w{1,30}\((?<app>[^:)]{1,60}):auth\): authentication failure;(?=.{0,1000}? rhost=(?<ip>[\da-fA-F:.]{0,45}))(?:.{0,1000}? user=(?<user>\S{1,200}))?/,
    ({ app, ip, user }, { hostname }) => ({
      actor: user,
      action: `${app} login`,
      outcome: 'failure',
      address: ip,
      target: hostname ?? undefined,
    }),
  ],
]

/**
 * What a message says by itself: parameters of structured data with plain names, and the sentences of sshd, sudo and PAM.
 * Everything else is for the mapping of the source; the kind of message (MSGID) stands in for an action.
 */
export function understand(message: Message): Understood {
  const sentence = readSentence(message)
  const action = message.msgid === null ? {} : { action: message.msgid }
  return { ...action, ...sentence, ...readParameters(message) }
}

function readSentence(message: Message): Understood {
  for (const [app, text, fields] of patterns) {
    if (!app.test(message.appname ?? '')) continue
    const groups = text.exec(message.message)?.groups
    if (groups) return present(fields(groups, message))
  }
  return {}
}

function readParameters({ structuredData }: Message): Understood {
  const found: Record<string, string> = {}
  for (const parameters of Object.values(structuredData))
    for (const [name, value] of Object.entries(parameters)) {
      const field = Object.hasOwn(parameterNames, name) ? parameterNames[name] : undefined
      const first = typeof value === 'string' ? value : value[0]
      if (field !== undefined && first !== undefined) found[field] ??= first
    }
  return present(found)
}

/** Without what is empty, and without an address that is none. */
const present = (found: Found): Understood =>
  Object.fromEntries(
    Object.entries(found).flatMap(([name, value = '']) =>
      value === '' || (name === 'address' && isIP(value) === 0)
        ? []
        : [[name, value.slice(0, valueCharactersMax).toWellFormed()]],
    ),
  )
