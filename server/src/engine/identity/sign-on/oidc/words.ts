import { text, type Text } from '../../../../kernel/language.ts'
import type { ProblemCode } from '../../../../kernel/problem.ts'

/** Per reason: what a caller is told, and the words for a person. */
export const oidcWords = {
  'oidc-issuer-malformed': [
    'bad-request',
    text(
      'Das ist keine Adresse eines Identitätsanbieters. Geben Sie den Aussteller (Issuer) als https-Adresse ohne Abfrage an.',
      'This is no address of an identity provider. Give the issuer as an https address without a query.',
    ),
  ],
  'oidc-not-encrypted': [
    'bad-request',
    text(
      'Der Identitätsanbieter wird nur über https angesprochen. Geben Sie https-Adressen an, auch in seinen Metadaten.',
      'The identity provider is only spoken to over https. Use https addresses, in its metadata too.',
    ),
  ],
  'oidc-address-not-allowed': [
    'bad-request',
    text(
      'Diese Adresse liegt nicht im öffentlichen Internet. Für einen Identitätsanbieter im eigenen Netz trägt der Betreiber den Host unter outgoing.privateHosts ein.',
      'This address is not on the public internet. For an identity provider in a private network the operator names its host in outgoing.privateHosts.',
    ),
  ],
  'oidc-unreachable': [
    'unavailable',
    text(
      'Der Identitätsanbieter ist nicht erreichbar. Versuchen Sie es später noch einmal.',
      'The identity provider cannot be reached. Try again later.',
    ),
  ],
  'oidc-slow': [
    'unavailable',
    text(
      'Der Identitätsanbieter antwortet nicht rechtzeitig. Versuchen Sie es später noch einmal.',
      'The identity provider does not answer in time. Try again later.',
    ),
  ],
  'oidc-redirected': [
    'unavailable',
    text(
      'Der Identitätsanbieter leitet auf eine andere Adresse um; dem wird nicht gefolgt. Geben Sie die endgültige Adresse an.',
      'The identity provider redirects to another address, which is not followed. Give the final address.',
    ),
  ],
  'oidc-too-large': [
    'unavailable',
    text(
      'Die Antwort des Identitätsanbieters ist zu groß und wurde nicht gelesen.',
      'The answer of the identity provider is too large and was not read.',
    ),
  ],
  'oidc-malformed': [
    'unavailable',
    text(
      'Die Antwort des Identitätsanbieters entspricht nicht OpenID Connect.',
      'The answer of the identity provider is not what OpenID Connect prescribes.',
    ),
  ],
  'oidc-no-metadata': [
    'bad-request',
    text(
      'Unter diesem Aussteller liegen keine Metadaten (/.well-known/openid-configuration). Prüfen Sie die Adresse.',
      'There is no metadata below this issuer (/.well-known/openid-configuration). Check the address.',
    ),
  ],
  'oidc-other-issuer': [
    'bad-request',
    text(
      'Der Identitätsanbieter nennt sich anders als der eingetragene Aussteller. Beide müssen Zeichen für Zeichen gleich sein.',
      'The identity provider names itself otherwise than the issuer entered. Both must be equal, character by character.',
    ),
  ],
  'oidc-no-code-flow': [
    'bad-request',
    text(
      'Der Identitätsanbieter bietet den Ablauf mit Autorisierungscode nicht an.',
      'The identity provider does not offer the authorization code flow.',
    ),
  ],
  'oidc-pkce-unannounced': [
    'bad-request',
    text(
      'Der Identitätsanbieter kündigt PKCE (S256) nicht an. Es wird trotzdem mitgesandt; prüfen Sie, ob es sich einschalten lässt.',
      'The identity provider does not announce PKCE (S256). It is sent all the same; see whether it can be switched on.',
    ),
  ],
  'oidc-no-keys': [
    'bad-request',
    text(
      'Der Identitätsanbieter veröffentlicht keinen Schlüssel, mit dem sich seine Signaturen prüfen lassen.',
      'The identity provider publishes no key with which its signatures can be verified.',
    ),
  ],
  'oidc-algorithm': [
    'unauthenticated',
    text(
      'Das Token ist nicht mit einem erlaubten asymmetrischen Verfahren signiert. Stellen Sie beim Identitätsanbieter zum Beispiel RS256 oder ES256 ein.',
      'The token is not signed with an allowed asymmetric algorithm. Set for example RS256 or ES256 at the identity provider.',
    ),
  ],
  'oidc-client-authentication': [
    'bad-request',
    text(
      'Der Identitätsanbieter verlangt eine Anmeldung der Anwendung, die hier nicht möglich ist. Erlauben Sie client_secret_basic oder client_secret_post.',
      'The identity provider wants the application to authenticate in a way that is not possible here. Allow client_secret_basic or client_secret_post.',
    ),
  ],
  'oidc-secret-unusable': [
    'unavailable',
    text(
      'Das Geheimnis dieser Verbindung lässt sich nicht lesen oder benutzen. Bitte wenden Sie sich an den Betreiber.',
      'The secret of this connection cannot be read or used. Please turn to the operator.',
    ),
  ],
  'oidc-client-refused': [
    'unavailable',
    text(
      'Der Identitätsanbieter hat diese Anwendung abgewiesen. Client-ID, Geheimnis und dessen Übermittlung (basic oder post) müssen geprüft werden.',
      'The identity provider refused this application. The client ID, the secret and how it is sent (basic or post) need to be checked.',
    ),
  ],
  'oidc-callback-malformed': [
    'bad-request',
    text(
      'Die Rückkehr vom Identitätsanbieter ist unvollständig oder verändert. Beginnen Sie die Anmeldung noch einmal.',
      'The return from the identity provider is incomplete or altered. Start signing in again.',
    ),
  ],
  'oidc-state': [
    'bad-request',
    text(
      'Diese Anmeldung gehört nicht zu der, die hier begonnen wurde. Beginnen Sie noch einmal.',
      'This sign-in is not the one that was started here. Start again.',
    ),
  ],
  'oidc-mixed-up': [
    'bad-request',
    text(
      'Die Antwort stammt von einem anderen Identitätsanbieter als dem gefragten. Die Anmeldung wurde abgebrochen.',
      'The answer comes from another identity provider than the one that was asked. The sign-in was ended.',
    ),
  ],
  'oidc-too-late': [
    'gone',
    text(
      'Die Anmeldung hat zu lange gedauert. Beginnen Sie noch einmal.',
      'Signing in took too long. Start again.',
    ),
  ],
  'oidc-denied': [
    'forbidden',
    text(
      'Der Identitätsanbieter hat die Anmeldung abgelehnt, oder sie wurde dort abgebrochen.',
      'The identity provider denied the sign-in, or it was cancelled there.',
    ),
  ],
  'oidc-code-refused': [
    'unauthenticated',
    text(
      'Der Identitätsanbieter nimmt den Code nicht an: Er wurde schon benutzt oder ist abgelaufen. Beginnen Sie die Anmeldung noch einmal.',
      'The identity provider does not accept the code: it was used already or has expired. Start signing in again.',
    ),
  ],
  'oidc-nonce': [
    'unauthenticated',
    text(
      'Das Token gehört zu einer anderen Anmeldung. Beginnen Sie noch einmal.',
      'The token belongs to another sign-in. Start again.',
    ),
  ],
  'oidc-token-issuer': [
    'unauthenticated',
    text(
      'Das Token wurde von einem anderen Aussteller ausgestellt.',
      'The token was issued by another issuer.',
    ),
  ],
  'oidc-audience': [
    'unauthenticated',
    text(
      'Das Token ist für eine andere Anwendung ausgestellt.',
      'The token was issued for another application.',
    ),
  ],
  'oidc-expired': ['unauthenticated', text('Das Token ist abgelaufen.', 'The token has expired.')],
  'oidc-clock': [
    'unauthenticated',
    text(
      'Die Uhren dieser Installation und des Identitätsanbieters weichen mehr als fünf Minuten voneinander ab, oder das Token ist alt.',
      'The clocks of this installation and of the identity provider differ by more than five minutes, or the token is old.',
    ),
  ],
  'oidc-key-unknown': [
    'unauthenticated',
    text(
      'Das Token ist mit einem Schlüssel signiert, den der Identitätsanbieter nicht veröffentlicht.',
      'The token is signed with a key that the identity provider does not publish.',
    ),
  ],
  'oidc-signature': [
    'unauthenticated',
    text('Die Signatur des Tokens ist falsch.', 'The signature of the token is wrong.'),
  ],
  'oidc-acr': [
    'forbidden',
    text(
      'Der Identitätsanbieter bestätigt die verlangte Stufe der Anmeldung (acr) nicht.',
      'The identity provider does not confirm the required class of authentication (acr).',
    ),
  ],
  'oidc-amr': [
    'forbidden',
    text(
      'Der Identitätsanbieter bestätigt die verlangten Anmeldeverfahren (amr) nicht.',
      'The identity provider does not confirm the required methods of authentication (amr).',
    ),
  ],
  'oidc-auth-time': [
    'forbidden',
    text(
      'Der Identitätsanbieter bestätigt keine hinreichend frische Anmeldung (auth_time). Melden Sie sich dort neu an.',
      'The identity provider does not confirm a recent enough authentication (auth_time). Sign in there anew.',
    ),
  ],
  'oidc-hosted-domain': [
    'forbidden',
    text(
      'Dieses Google-Konto gehört nicht zur verlangten Workspace-Domain.',
      'This Google account is not of the required Workspace domain.',
    ),
  ],
  'oidc-other-subject': [
    'unauthenticated',
    text(
      'Token und Benutzerangaben (userinfo) nennen verschiedene Personen.',
      'Token and user information (userinfo) name different people.',
    ),
  ],
  'oidc-userinfo-refused': [
    'unavailable',
    text(
      'Der Identitätsanbieter verweigert die Benutzerangaben (userinfo).',
      'The identity provider refuses the user information (userinfo).',
    ),
  ],
  'oidc-notice-malformed': [
    'bad-request',
    text('Das ist keine Mitteilung von Apple.', 'This is no notice of Apple.'),
  ],
  'oidc-notice-unknown': [
    'bad-request',
    text('Diese Mitteilung von Apple ist unbekannt.', 'This notice of Apple is not known.'),
  ],
} as const satisfies Record<string, readonly [ProblemCode, Text]>

export type OidcReason = keyof typeof oidcWords
