import { day } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { notifyCertificateEnds } from '../gate/notices.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { storedSettings } from './connection.ts'
import { readCertificate, type SamlCertificate } from './saml/certificates.ts'

/** So many days before the end of a certificate the administrators are warned, once each. */
const warningDays = [30, 14, 7, 1] as const
const connectionsMax = 10_000

/** The warning that is due now, in days before the end: the last one, when several were missed; null before and after. */
export function dueWarning({ notAfter }: Pick<SamlCertificate, 'notAfter'>, now: number): number | null {
  const left = notAfter - now
  if (left <= 0) return null
  return warningDays.findLast((days) => left <= days * day) ?? null
}

/** Whether another certificate beside it takes over: it counts before this one ends, and longer. */
export const hasSuccessor = (
  { notAfter }: Pick<SamlCertificate, 'notAfter'>,
  all: readonly Pick<SamlCertificate, 'notBefore' | 'notAfter'>[],
): boolean => all.some((other) => other.notAfter > notAfter && other.notBefore < notAfter)

/** Mails the administrators of organisations whose identity provider's last certificate will end. Answers how many warnings went out. */
export async function warnOfCertificates(platform: Platform, signal: AbortSignal): Promise<number> {
  const rows = await identityReader(platform.database.reader)
    .selectFrom('identity.connection as connection')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'connection.organisation_id')
    .select(['connection.id', 'connection.name', 'connection.settings', 'organisation.id as organisation'])
    .select('organisation.kind')
    .where('connection.kind', '=', 'saml')
    .where('connection.state', '<>', 'draft')
    .where('organisation.throwaway', '=', false)
    .limit(connectionsMax)
    .execute()
  let warned = 0
  for (const { id, name, settings, organisation, kind } of rows) {
    const { protocol } = storedSettings.parse(settings)
    if (protocol.kind !== 'saml') continue
    const certificates = protocol.certificates.map(readCertificate).filter((each) => each !== null)
    for (const certificate of certificates) {
      if (signal.aborted || hasSuccessor(certificate, certificates)) continue
      if (await warn(platform, { id, name, organisation: { id: organisation, kind } }, certificate)) warned++
    }
  }
  return warned
}

async function warn(
  platform: Platform,
  connection: {
    readonly id: string
    readonly name: string
    readonly organisation: { readonly id: string; readonly kind: 'provider' | 'customer' }
  },
  certificate: SamlCertificate,
): Promise<boolean> {
  const days = dueWarning(certificate, platform.clock.now())
  if (days === null) return false
  const { fingerprint, subject, notAfter: ends } = certificate
  return platform.database.transaction(async (tx) => {
    const noted = await identityWriter(tx)
      .insertInto('identity.certificate_warning')
      .values({ connection_id: connection.id, fingerprint, days })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (noted.numInsertedOrUpdatedRows !== 1n) return false
    const what = { connection: connection.name, subject, ends }
    await notifyCertificateEnds(tx, platform, connection.organisation, what)
    return true
  })
}
