/** Methods that are a second factor by themselves, or say that there were several (RFC 8176, section 2). */
const factorMethods = new Set(['mfa', 'hwk', 'swk', 'otp', 'fpt', 'face', 'iris', 'sc'])
/** Classes that identity providers use for several factors. */
const factorClasses = new Set([
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
  'http://schemas.microsoft.com/claims/multipleauthn',
  'phr',
  'phrh',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorUnregistered',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI',
])

/** Whether an identity provider says that it asked for a second factor: by methods (`amr`) or by class (`acr`, AuthnContext). */
export function isMultiFactor(amr: readonly string[], context: string | null): boolean {
  if (context !== null && factorClasses.has(context)) return true
  return amr.includes('mfa') || (amr.length > 1 && amr.some((method) => factorMethods.has(method)))
}
