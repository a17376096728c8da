/** Namespaces of SAML 2.0 and XML Signature. */
export const protocolNs = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const assertionNs = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const metadataNs = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const signatureNs = 'http://www.w3.org/2000/09/xmldsig#'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** The only algorithms that a signature may use. SHA-1 and HMAC are deliberately absent, and so is every transform that selects. */
export const algorithms = {
  CanonicalizationMethod: new Set([exclusive]),
  SignatureMethod: new Set([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ]),
  DigestMethod: new Set([
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ]),
  Transform: new Set(['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive]),
} as const
