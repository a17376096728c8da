import type { Platform } from '../../../platform/platform.ts'
import { identityWriter } from '../tables.ts'
import { ourAddresses, type Connection } from './connection.ts'
import type { SamlConnection, SamlStore } from './saml/connection.ts'

/** How far the clocks of an identity provider and ours may differ. */
const clockSkewMs = 5 * 60_000

const usualAttributes = {
  email: [
    'email',
    'mail',
    'urn:oid:0.9.2342.19200300.100.1.3',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  ],
  name: [
    'displayName',
    'cn',
    'name',
    'urn:oid:2.16.840.1.113730.3.1.241',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  ],
  groups: ['groups', 'memberOf', 'http://schemas.xmlsoap.org/claims/Group'],
}

/** A stored connection as the SAML part wants it. */
export function samlConnection(platform: Platform, connection: Connection): SamlConnection {
  if (connection.settings.kind !== 'saml') throw new Error('not a SAML connection')
  const { entityId, ssoUrl, certificates, attributes } = connection.settings
  const ours = ourAddresses(platform, connection.id)
  return {
    id: connection.id,
    entityId: ours.entityId,
    acsUrl: ours.acsUrl,
    idp: { entityId, ssoUrl, certificates },
    clockSkewMs,
    attributes: attributes ?? usualAttributes,
  }
}

/** Requests and assertions in the database, so that each counts once, whichever server it reaches. */
export const samlStore = ({ database, clock }: Platform): SamlStore => ({
  async rememberRequest(id, connectionId, expiresAt) {
    await database.transaction(async (tx) => {
      await identityWriter(tx)
        .insertInto('identity.saml_request')
        .values({ id, connection_id: connectionId, expires_at: new Date(expiresAt) })
        .execute()
    })
  },
  takeRequest: (id, connectionId) =>
    database.transaction(async (tx) => {
      const taken = await identityWriter(tx)
        .deleteFrom('identity.saml_request')
        .where('id', '=', id)
        .where('connection_id', '=', connectionId)
        .where('expires_at', '>', new Date(clock.now()))
        .executeTakeFirst()
      return taken.numDeletedRows === 1n
    }),
  useAssertion: (connectionId, assertionId, expiresAt) =>
    database.transaction(async (tx) => {
      const used = await identityWriter(tx)
        .insertInto('identity.saml_assertion')
        .values({
          connection_id: connectionId,
          assertion_id: assertionId,
          expires_at: new Date(expiresAt),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return used.numInsertedOrUpdatedRows === 1n
    }),
})
