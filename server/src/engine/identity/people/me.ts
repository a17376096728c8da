import type { PersonActor } from '../../../kernel/actor.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { text, type Text } from '../../../kernel/language.ts'
import type { AnyRoute } from '../../../kernel/route.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { permissionsOf } from '../permission-places.ts'
import { identityReader } from '../tables.ts'
import { readFactors, type Factors } from './factors.ts'
import { requirePerson } from './find.ts'

const recoveryCodesLow = 3

/** Who somebody is here, what they may do, and what they should look after. `routes` are all of the house. */
export async function describeMe(reader: Reader, actor: PersonActor, routes: readonly AnyRoute[]) {
  const { personId, organisation, means } = actor
  const { id, name, email, language, roles } = await requirePerson(reader, organisation.id, personId)
  const row = await identityReader(reader)
    .selectFrom('identity.organisation')
    .select(['name', 'second_factor'])
    .where('id', '=', organisation.id)
    .executeTakeFirstOrThrow()
  const factors = (await readFactors(reader, [personId]))(personId)
  const required = organisation.kind === 'provider' || row.second_factor === 'required'
  return {
    person: { id, name, email, language },
    organisation: { id: organisation.id, kind: organisation.kind, name: row.name },
    roles: [...roles],
    session:
      means.kind === 'session'
        ? {
            id: means.id,
            level: means.level,
            way: means.way,
            enrolment: means.enrolment,
            authenticatedAt: isoTime(means.authenticatedAt),
          }
        : null,
    permissions: permissionsOf(actor, routes),
    factors,
    notices: noticesFor(factors, { required, enrolment: means.kind === 'session' && means.enrolment }),
  }
}

type Code =
  | 'second-factor-owed'
  | 'second-factor-encouraged'
  | 'recovery-codes-missing'
  | 'recovery-codes-low'

interface Notice {
  readonly code: Code
  readonly text: Text
  readonly action: 'set-up-second-factor' | 'make-recovery-codes'
}

/** What somebody should do about their own account. Pure. */
export function noticesFor(
  factors: Factors,
  rule: { readonly required: boolean; readonly enrolment: boolean },
): Notice[] {
  const left = factors.recoveryCodesLeft
  if (factors.totp + factors.passkeys === 0) {
    const setUp = { action: 'set-up-second-factor' } as const
    if (rule.enrolment) return [{ ...setUp, code: 'second-factor-owed', text: owed }]
    // Who comes in by an identity provider alone has nothing here that a second factor could protect.
    if (!factors.password) return []
    return rule.required
      ? [{ ...setUp, code: 'second-factor-owed', text: owed }]
      : [{ ...setUp, code: 'second-factor-encouraged', text: encouraged }]
  }
  if (left === 0) return [{ code: 'recovery-codes-missing', action: 'make-recovery-codes', text: missing }]
  if (left > recoveryCodesLow) return []
  const low = text(
    left === 1
      ? 'Sie haben nur noch einen Wiederherstellungscode. Erstellen Sie neue.'
      : `Sie haben nur noch ${left} Wiederherstellungscodes. Erstellen Sie neue.`,
    left === 1
      ? 'You have only one recovery code left. Make new ones.'
      : `You have only ${left} recovery codes left. Make new ones.`,
  )
  return [{ code: 'recovery-codes-low', action: 'make-recovery-codes', text: low }]
}

const owed = text(
  'Ihre Organisation verlangt einen zweiten Faktor. Richten Sie ihn jetzt ein.',
  'Your organisation requires a second factor. Set it up now.',
)
const encouraged = text(
  'Schützen Sie Ihr Konto mit einem zweiten Faktor: einem Passkey oder einer Authentifizierungs-App.',
  'Protect your account with a second factor: a passkey or an authenticator app.',
)
const missing = text(
  'Sie haben keine Wiederherstellungscodes. Ohne sie kommen Sie nicht mehr hinein, wenn Sie Ihren zweiten Faktor verlieren.',
  'You have no recovery codes. Without them you cannot get in when you lose your second factor.',
)
