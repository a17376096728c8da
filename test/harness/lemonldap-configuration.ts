import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import type { SigningKey } from './signing-key.ts'

export interface LemonldapSettings {
  readonly serviceProviders?: readonly LemonldapServiceProvider[]
  readonly relyingParties?: readonly LemonldapRelyingParty[]
  /** Further top-level settings of the portal, last word (names as in its manual). */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A SAML service provider that the portal knows. It gets the attributes `mail`, `cn`, `uid` and `groups`. */
export interface LemonldapServiceProvider {
  readonly metadata: string
  /** Default `persistent`. */
  readonly nameIdFormat?: 'persistent' | 'email' | 'transient' | 'unspecified'
  /** Further `samlSPMetaDataOptions…` (without that beginning), last word; e.g. `{ SignatureMethod: 'RSA_SHA1' }`. */
  readonly options?: Readonly<Record<string, string | number>>
}

/** An OpenID Connect relying party. It gets the claims `email`, `name`, `preferred_username` and `groups`; `sub` is the uid. */
export interface LemonldapRelyingParty {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
  /** Further `oidcRPMetaDataOptions…` (without that beginning), last word; e.g. `{ RequirePKCE: 1 }`. */
  readonly options?: Readonly<Record<string, string | number>>
}

const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'
/** Session key: mandatory; name; format; friendly name. */
const samlAttributes = {
  mail: `1;mail;${basic};mail`,
  cn: `1;cn;${basic};cn`,
  uid: `1;uid;${basic};uid`,
  groups: `0;groups;${basic};groups`,
}
const oidcClaims = { email: 'mail', name: 'cn', preferred_username: 'uid', groups: 'groups' }

/** What the portal reads as `lmConf-1.json`. */
export function lemonldapConfiguration(
  folder: string,
  portal: string,
  signing: SigningKey,
  settings: LemonldapSettings,
): Record<string, unknown> {
  const publicKey = createPublicKey(signing.privateKey).export({ type: 'spki', format: 'pem' })
  return {
    cfgNum: 1,
    cfgVersion: '2.16.1',
    cfgAuthor: 'test',
    cfgDate: 1,
    portal,
    domain: new URL(portal).hostname,
    authentication: 'Demo',
    userDB: 'Same',
    passwordDB: 'Demo',
    demoExportedVars: { cn: 'cn', mail: 'mail', uid: 'uid' },
    exportedVars: {},
    groups: {},
    macros: {},
    locationRules: { [new URL(portal).host]: { default: 'accept' } },
    whatToTrace: 'uid',
    cookieName: 'lemonldap',
    securedCookie: 0,
    portalSkin: 'bootstrap',
    // The portal wants some captcha even if it shows none, and Debian does not install what its own one needs.
    captcha: '::Main::Plugin',
    ...storage(folder),
    ...saml(signing, settings.serviceProviders ?? []),
    ...oidc(signing, publicKey as string, portal, settings.relyingParties ?? []),
    ...settings.settings,
  }
}

function storage(folder: string): Record<string, unknown> {
  const files = (name: string) => ({
    Directory: join(folder, name),
    LockDirectory: join(folder, name, 'lock'),
  })
  const generateModule = 'Lemonldap::NG::Common::Apache::Session::Generate::SHA256'
  return {
    globalStorage: 'Apache::Session::File',
    globalStorageOptions: { ...files('sessions'), generateModule },
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: files('psessions'),
    localSessionStorage: 'Cache::FileCache',
    localSessionStorageOptions: { namespace: 'sessions', cache_root: join(folder, 'cache'), cache_depth: 3 },
    notificationStorage: 'File',
    notificationStorageOptions: { dirName: join(folder, 'notifications') },
  }
}

function saml(signing: SigningKey, parties: readonly LemonldapServiceProvider[]): Record<string, unknown> {
  const each = <Value>(value: (party: LemonldapServiceProvider) => Value) =>
    Object.fromEntries(parties.map((party, index) => [`sp${index}`, value(party)]))
  return {
    issuerDBSAMLActivation: 1,
    samlServicePrivateKeySig: signing.privateKey,
    samlServicePublicKeySig: signing.certificate,
    samlServiceUseCertificateInResponse: 1,
    samlIDPSSODescriptorWantAuthnRequestsSigned: 0,
    samlSPMetaDataXML: each((party) => ({ samlSPMetaDataXML: party.metadata })),
    samlSPMetaDataExportedAttributes: each(() => samlAttributes),
    samlSPMetaDataOptions: each((party) =>
      prefixed('samlSPMetaDataOptions', {
        NameIDFormat: party.nameIdFormat ?? 'persistent',
        CheckSSOMessageSignature: 0,
        SignSSOMessage: 1,
        ...party.options,
      }),
    ),
  }
}

function oidc(
  signing: SigningKey,
  publicKey: string,
  portal: string,
  parties: readonly LemonldapRelyingParty[],
): Record<string, unknown> {
  const each = <Value>(value: (party: LemonldapRelyingParty) => Value) =>
    Object.fromEntries(parties.map((party, index) => [`rp${index}`, value(party)]))
  return {
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceMetaDataIssuer: portal.slice(0, -1),
    oidcServicePrivateKeySig: signing.privateKey,
    oidcServicePublicKeySig: publicKey,
    oidcServiceKeyIdSig: 'test',
    oidcServiceAllowAuthorizationCodeFlow: 1,
    oidcRPMetaDataExportedVars: each(() => oidcClaims),
    oidcRPMetaDataOptionsExtraClaims: each(() => ({ profile: 'name groups', email: 'email' })),
    oidcRPMetaDataOptions: each((party) =>
      prefixed('oidcRPMetaDataOptions', {
        ClientID: party.clientId,
        ClientSecret: party.clientSecret,
        RedirectUris: party.redirectUris.join(' '),
        IDTokenSignAlg: 'RS256',
        UserIDAttr: 'uid',
        BypassConsent: 1,
        ...party.options,
      }),
    ),
  }
}

const prefixed = (prefix: string, options: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [prefix + name, value]))

/** What the portal reads first: where its configuration and its caches are. */
export function lemonldapIni(folder: string): string {
  return `[all]
logLevel = notice
[configuration]
type = File
dirName = ${join(folder, 'conf')}
localStorage = Cache::FileCache
localStorageOptions = { 'namespace' => 'config', 'default_expires_in' => 600, 'cache_root' => '${join(folder, 'cache')}', 'cache_depth' => 3 }
[portal]
staticPrefix = /static
templateDir = /usr/share/lemonldap-ng/portal/templates
languages = en, de
[handler]
status = 0
`
}

/** The portal's program for the web server, with the files of its pages. */
export const lemonldapPsgi = `use Plack::Builder;
my $portal = do '/usr/share/lemonldap-ng/portal/htdocs/index.psgi' or die $@ || $!;
builder {
  enable 'Static', path => sub { s!^/static/!! }, root => '/usr/share/lemonldap-ng/portal/htdocs/static';
  $portal;
};
`
