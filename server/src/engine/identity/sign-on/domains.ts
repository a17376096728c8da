import { domainToASCII } from 'node:url'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { changed, type Concern } from '../activity.ts'
import { bareSecret } from '../secret.ts'
import { identityReader, identityWriter } from '../tables.ts'

export interface Domain {
  readonly id: string
  readonly domain: string
  readonly challenge: string
  readonly provenAt: Date | null
  readonly checkedAt: Date | null
}

const domainsMax = 50

/** The TXT record that proves a domain. */
export const proofRecord = ({ domain, challenge }: Pick<Domain, 'domain' | 'challenge'>) => ({
  name: `_nachweis-challenge.${domain}`,
  value: `nachweis-domain=${challenge}`,
})

/** The domains of an organisation. */
export async function readDomains(reader: Reader, organisation: string): Promise<Domain[]> {
  const rows = await identityReader(reader)
    .selectFrom('identity.domain')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy('domain')
    .execute()
  return rows.map(domainOf)
}

/** One domain of an organisation. Throws a Problem when there is none. */
export async function readDomain(reader: Reader, organisation: string, id: string): Promise<Domain> {
  const found = (await readDomains(reader, organisation)).find((domain) => domain.id === id)
  if (found) return found
  throw new Problem('not-found', 'no-such-domain', {
    de: 'Diese Domain steht nicht in Ihrer Liste. Laden Sie die Seite neu.',
    en: 'This domain is not in your list. Reload the page.',
  })
}

/** Whether the organisation has proved this domain, in ASCII and small letters. */
export async function isProven(reader: Reader, organisation: string, domain: string): Promise<boolean> {
  const row = await identityReader(reader)
    .selectFrom('identity.domain')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('domain', '=', domain)
    .where('proven_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Begins to prove a domain: it counts once its TXT record was found. */
export async function addDomain(tx: Writer, concern: Concern, typed: string): Promise<Recorded<Domain>> {
  const domain = domainToASCII(typed.trim().replace(/\.$/, '')).toLowerCase()
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain)) {
    throw new Problem('bad-request', 'domain-malformed', {
      de: 'Das ist kein Domainname. Schreiben Sie ihn wie firma.de, ohne https:// und ohne @.',
      en: 'This is not a domain name. Write it like company.com, without https:// and without @.',
    })
  }
  const known = await readDomains(tx, concern.organisation)
  const same = known.find((each) => each.domain === domain)
  if (same) return changed(tx, concern, [], same)
  if (known.length >= domainsMax) {
    throw new Problem('conflict', 'too-many-domains', {
      de: `Mehr als ${domainsMax} Domains gehen nicht. Entfernen Sie eine, die Sie nicht mehr brauchen.`,
      en: `More than ${domainsMax} domains are not possible. Remove one that you no longer need.`,
    })
  }
  const added = { id: newId(concern.now), domain, challenge: bareSecret(), provenAt: null, checkedAt: null }
  await identityWriter(tx)
    .insertInto('identity.domain')
    .values({
      id: added.id,
      organisation_id: concern.organisation,
      domain,
      challenge: added.challenge,
      proven_at: null,
      checked_at: null,
      created_at: new Date(concern.now),
    })
    .execute()
  return changed(tx, concern, [{ type: 'identity.domain-added', data: { domain } }], added)
}

/** Notes what a look-up found. A domain is one organisation's: of two that prove it, the first keeps it. */
export async function noteLookup(
  tx: Writer,
  concern: Concern,
  domain: Domain,
  found: readonly string[],
): Promise<Recorded<Domain>> {
  const proven = found.includes(proofRecord(domain).value)
  const at = new Date(concern.now)
  const tables = identityWriter(tx)
  const other = await tables
    .selectFrom('identity.domain')
    .select('id')
    .where('domain', '=', domain.domain)
    .where('proven_at', 'is not', null)
    .where('id', '<>', domain.id)
    .executeTakeFirst()
  if (proven && other) {
    throw new Problem('conflict', 'domain-taken', {
      de: 'Diese Domain ist hier schon einer anderen Organisation zugeordnet. Schreiben Sie uns, wenn sie Ihre ist.',
      en: 'This domain already belongs to another organisation here. Write to us if it is yours.',
    })
  }
  const provenAt = domain.provenAt ?? (proven ? at : null)
  await tables
    .updateTable('identity.domain')
    .set({ checked_at: at, proven_at: provenAt })
    .where('id', '=', domain.id)
    .execute()
  const drafts =
    proven && domain.provenAt === null
      ? [{ type: 'identity.domain-proven' as const, data: { domain: domain.domain } }]
      : []
  return changed(tx, concern, drafts, { ...domain, provenAt, checkedAt: at })
}

/** Gives a domain up; not the last proven one while a connection is enforced for it. */
export async function removeDomain(tx: Writer, concern: Concern, domain: Domain): Promise<Recorded<object>> {
  const tables = identityWriter(tx)
  const enforced = await tables
    .selectFrom('identity.connection')
    .select('id')
    .where('organisation_id', '=', concern.organisation)
    .where('state', '=', 'enforced')
    .executeTakeFirst()
  const others = (await readDomains(tx, concern.organisation)).filter(
    ({ id, provenAt }) => provenAt !== null && id !== domain.id,
  )
  if (enforced && domain.provenAt !== null && others.length === 0) {
    throw new Problem('conflict', 'domain-needed', {
      de: 'Die Einmalanmeldung ist verpflichtend und braucht diese Domain. Heben Sie die Pflicht zuerst auf.',
      en: 'Single sign-on is required and needs this domain. Lift the requirement first.',
    })
  }
  await tables.deleteFrom('identity.domain').where('id', '=', domain.id).execute()
  return changed(tx, concern, [{ type: 'identity.domain-removed', data: { domain: domain.domain } }], {})
}

const domainOf = (row: {
  id: string
  domain: string
  challenge: string
  proven_at: Date | null
  checked_at: Date | null
}): Domain => ({
  id: row.id,
  domain: row.domain,
  challenge: row.challenge,
  provenAt: row.proven_at,
  checkedAt: row.checked_at,
})
