import { Problem } from '../../../kernel/problem.ts'

/** The kinds of second factors that have names of their own, as the address says them. */
export type FactorKind = 'totp' | 'passkeys'

export const tables = { totp: 'identity.totp', passkeys: 'identity.passkey' } as const

/** For a factor of somebody else too: whether it exists is nobody's business. */
export const noSuchFactor = () =>
  new Problem('not-found', 'no-such-factor', {
    de: 'Diesen Faktor haben Sie nicht (mehr). Laden Sie die Liste neu.',
    en: 'You do not have this factor (any more). Load the list again.',
  })
