export * from '../../server/src/engine/identity/probe/saml-response.ts'
