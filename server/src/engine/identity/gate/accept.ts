import { newId } from '../../../kernel/id.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { useFirstLink } from '../first-link.ts'
import { normaliseEmail } from '../people/email.ts'
import { activate } from '../people/activate.ts'
import { normaliseName } from '../people/name.ts'
import { peekLink, takeLink } from '../people/links.ts'
import { identityWriter } from '../tables.ts'
import { readAccount, type Account } from './account.ts'
import { admit, type SignInStep } from './admit.ts'
import type { Proof } from './assess.ts'
import { linkOver } from './refusals.ts'
import { acceptablePassword, storePassword } from './set-password.ts'

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const

interface Accepted {
  readonly name: string
  readonly language: 'de' | 'en'
  /** null: a passkey must follow. */
  readonly password: string | null
}

/** The account that an invitation waits for. Throws a Problem when the link is over. */
export async function invited(platform: Platform, secret: string): Promise<Account> {
  const { reader } = platform.database
  const personId = await peekLink(reader, 'invitation', secret, platform.clock.now())
  const account = personId === null ? null : await readAccount(reader, { id: personId })
  if (account?.state !== 'invited') throw linkOver()
  return account
}

/** Accepts an invitation: the account becomes active and gets in, as far as its rules allow. */
export async function acceptInvitation(
  platform: Platform,
  { secret, ...accepted }: Accepted & { readonly secret: string },
  request: RequestFacts,
): Promise<SignInStep> {
  const account = await invited(platform, secret)
  const hash = await hashOf(platform, account, accepted.password, request)
  return runCommand(platform, nobody, async (tx) => {
    const now = platform.clock.now()
    if ((await takeLink(tx, 'invitation', secret, now)) !== account.id) throw linkOver()
    await activate(tx, account.id)
    await identityWriter(tx)
      .updateTable('identity.person')
      .set({ name: normaliseName(accepted.name), language: accepted.language })
      .where('id', '=', account.id)
      .execute()
    return enter(tx, platform, account, hash, 'identity.invitation-accepted', request)
  })
}

/** Uses the first administrator's link: makes the provider with its first owner, who gets in to set up a second factor. */
export async function acceptSetup(
  platform: Platform,
  typed: Accepted & { readonly secret: string; readonly organisation: string; readonly email: string },
  request: RequestFacts,
): Promise<SignInStep> {
  const now = platform.clock.now()
  const organisation = { id: newId(now), kind: 'provider' as const, name: typed.organisation }
  const account: Account = {
    id: newId(now),
    email: normaliseEmail(typed.email),
    name: normaliseName(typed.name),
    language: typed.language,
    roles: ['owner'],
    organisation,
    state: 'active',
    passwordHash: null,
    rules: {
      secondFactorRequired: true,
      hasSecondFactor: false,
      enforcedConnection: null,
      breakGlass: false,
    },
  }
  const hash = await hashOf(platform, account, typed.password, request)
  return runCommand(platform, nobody, async (tx) => {
    await useFirstLink(tx, typed.secret, now)
    const at = new Date(now)
    const tables = identityWriter(tx)
    await tables
      .insertInto('identity.organisation')
      .values({ ...organisation, created_at: at })
      .execute()
    await tables
      .insertInto('identity.person')
      .values({
        id: account.id,
        organisation_id: organisation.id,
        email: account.email,
        name: account.name,
        language: account.language,
        roles: ['owner'],
        state: 'active',
        external_id: null,
        created_at: at,
        last_seen_at: at,
      })
      .execute()
    const entered = await enter(tx, platform, account, hash, 'identity.owner-appointed', request)
    const appointed = { type: 'identity.administrator-appointed', data: {}, disclosed: true }
    return recorded([...entered.drafts, appointed], entered.output, (ids) =>
      entered.after(ids.slice(0, entered.drafts.length)),
    )
  })
}

const hashOf = (platform: Platform, account: Account, password: string | null, request: RequestFacts) =>
  password === null ? null : acceptablePassword(platform, account, password, request)

/** Stores the password, if any, and asks the gate. */
async function enter(
  tx: Writer,
  platform: Platform,
  account: Account,
  hash: string | null,
  type: `identity.${string}`,
  request: RequestFacts,
): Promise<Recorded<SignInStep>> {
  if (hash !== null) await storePassword(tx, account.id, hash, platform.clock.now())
  const proofs: Proof[] = [{ kind: 'invitation' }, ...(hash === null ? [] : [{ kind: 'password' } as const])]
  return admit(tx, platform, account, proofs, request, [
    { type, data: { name: account.name, email: account.email } },
  ])
}
