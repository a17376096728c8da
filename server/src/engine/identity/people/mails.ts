import { roles } from '../../../kernel/policy.ts'
import { text, type Text } from '../../../kernel/language.ts'
import { byName } from '../../../platform/net/by-name.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { MailTemplate } from '../../notifications/index.ts'
import * as notices from '../notices/index.ts'
import { deviceWords } from '../sessions/device-words.ts'
import { wayWords } from '../sessions/way-words.ts'
import { linkMs } from './links.ts'
import type { Notice, Whence } from './notify.ts'

/** What a mail is given beside its notice. */
export interface Occasion {
  /** Of the recipient. */
  readonly name: string
  readonly organisation: string
  /** Secret of the link "this was not me", or null. */
  readonly notMe: string | null
}

/** Takes a template with values that fit it, and when the mail would come too late (ms since the epoch). */
export type Mailer<Answer> = <Given>(
  template: MailTemplate<Given>,
  values: Given,
  usefulUntil?: number,
) => Promise<Answer>

type Invitation = Extract<Notice, { kind: 'invitation' | 'account-exists' }>
type Event = Exclude<Notice, Invitation | { kind: 'certificate-ends' }>

/** Hands the mail that a notice becomes to `mail`. */
export function mailFor<Answer>(
  platform: Platform,
  { name, organisation, notMe: secret }: Occasion,
  notice: Notice,
  mail: Mailer<Answer>,
): Promise<Answer> {
  const now = platform.clock.now()
  const at = (path: string) => consoleAddress(platform, path)
  const notMe = secret === null ? at('') : at(`not-me/${secret}`)
  const provider = platform.configuration().provider.name
  if (notice.kind === 'invitation' || notice.kind === 'account-exists') {
    const common = { name, organisation: notice.organisation, invitedBy: notice.inviter ?? provider, notMe }
    const validUntil = now + linkMs.invitation
    if (notice.kind === 'account-exists')
      return mail(notices.accountExistsNotice, { ...common, link: at('sign-in') }, validUntil)
    const more = { role: titles(notice.roles), validUntil, link: at(`invitation/${notice.secret}`) }
    return mail(notices.invitationNotice, { ...common, ...more }, validUntil)
  }
  if (notice.kind === 'password-reset') {
    const validUntil = now + linkMs['password-reset']
    const values = { ...whence(notice), name, time: now, notMe, validUntil }
    return mail(
      notices.passwordResetNotice,
      { ...values, link: at(`reset-password/${notice.secret}`) },
      validUntil,
    )
  }
  if (notice.kind === 'certificate-ends') {
    const { kind: _, ...certificate } = notice
    return mail(notices.certificateEndsNotice, { ...certificate, name, organisation, notMe }, notice.ends)
  }
  return mailOfEvent({ ...whence(notice), name, time: now, notMe }, { organisation, provider }, notice, mail)
}

type Circumstances = { name: string; time: number; address: string; device: Text; notMe: string }

/** Something happened, and nothing is asked of the reader but to look whether it was them. */
function mailOfEvent<Answer>(
  common: Circumstances,
  { organisation, provider }: { readonly organisation: string; readonly provider: string },
  event: Exclude<Event, { kind: 'password-reset' }>,
  mail: Mailer<Answer>,
): Promise<Answer> {
  switch (event.kind) {
    case 'new-device':
      return mail(notices.newDeviceNotice, { ...common, way: wayWords(event.way) })
    case 'password-changed':
      return mail(notices.passwordChangedNotice, { ...common, way: event.how })
    case 'factor-added':
    case 'factor-removed': {
      const change = `${event.factor}-${event.kind === 'factor-added' ? 'added' : 'removed'}` as const
      return mail(notices.factorChangedNotice, { ...common, change, factor: event.label })
    }
    case 'recovery-codes-made':
    case 'recovery-code-used':
    case 'factors-reset':
      return mail(notices.factorChangedNotice, { ...common, change: event.kind, factor: '' })
    case 'token-created': {
      const { owner: kind, name: label, scopes, expiresAt: validUntil } = event
      return mail(notices.newTokenNotice, { ...common, kind, label, scopes, validUntil })
    }
    case 'break-glass-used':
      return mail(notices.breakGlassUsedNotice, { ...common, organisation, account: event.account })
    case 'sign-on-changed': {
      const { change, connection, by } = event
      return mail(notices.signOnChangedNotice, {
        ...common,
        change,
        connection,
        by: by ?? provider,
        organisation,
      })
    }
  }
}

const whence = ({ agent, address }: Whence) => ({ address, device: deviceWords(agent) })

const titles = (names: readonly (keyof typeof roles)[]): Text =>
  text(
    names.map((name) => roles[name].title.de).join(', '),
    names.map((name) => roles[name].title.en).join(', '),
  )

/** An address of the console. */
const consoleAddress = (platform: Platform, path: string): string =>
  `${byName(platform.addresses().public)}/console/${path}`
