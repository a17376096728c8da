import { Problem } from '../../../../kernel/problem.ts'
import { skewOf, type SamlConnection, type SamlIdentity } from './connection.ts'
import { attributesFor } from './attributes.ts'
import { assertionNs } from './names.ts'
import { samlProblem } from './refusal.ts'
import { checkWindow, timeOf } from './time.ts'
import { attributeOf, childrenOf, textOf, type Element } from './xml.ts'

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const conditionNames = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'])
const subjectCharactersMax = 512
const textCharactersMax = 300

/** What a signed response says, and until when a copy of it could pass again. */
export interface Judged {
  readonly identity: SamlIdentity
  readonly acceptableUntil: number
}

/**
 * Judges a response whose bytes are signed (SAML profiles, 4.1.4.2 and 4.1.4.3): issuer, destination, recipient, audience,
 * conditions, request, times. `root` has passed `checkStructure`. Throws a Problem.
 */
export function judgeResponse(connection: SamlConnection, root: Element, now: number): Judged {
  const clock = { now, skewMs: skewOf(connection) }
  const [assertion] = childrenOf(root, assertionNs, 'Assertion')
  if (assertion === undefined) throw samlProblem('saml-malformed', 'no Assertion')
  for (const element of [root, assertion]) {
    if (attributeOf(element, 'Version') !== '2.0') throw samlProblem('saml-malformed', 'Version')
    checkWindow(clock, timeOf(element, 'IssueInstant'))
  }
  const [issuer] = childrenOf(root, assertionNs, 'Issuer')
  if (issuer !== undefined) checkIssuer(connection, issuer)
  checkIssuer(connection, one(assertion, 'Issuer'))
  if (attributeOf(root, 'Destination') !== connection.acsUrl) throw samlProblem('saml-destination')
  const inResponseTo = attributeOf(root, 'InResponseTo')
  if (inResponseTo === null) throw samlProblem('saml-unsolicited')
  const subject = one(assertion, 'Subject')
  checkConditions(connection, one(assertion, 'Conditions'), clock)
  checkConfirmation(connection, subject, inResponseTo, clock)
  return {
    identity: {
      ...readSubject(subject),
      ...readStatement(assertion, clock),
      ...attributesFor(connection, assertion),
      inResponseTo,
      assertionId: attributeOf(assertion, 'ID') ?? '',
    },
    acceptableUntil: timeOf(assertion, 'IssueInstant') + 2 * clock.skewMs,
  }
}

interface SkewedClock {
  readonly now: number
  readonly skewMs: number
}

function checkIssuer({ idp }: SamlConnection, issuer: Element): void {
  if (textOf(issuer) !== idp.entityId) throw samlProblem('saml-issuer', textOf(issuer))
}

function checkConditions({ entityId }: SamlConnection, conditions: Element, clock: SkewedClock): void {
  checkPeriod(conditions, clock)
  const children = childrenOf(conditions)
  const foreign = children.find(
    ({ namespaceURI, localName }) => namespaceURI !== assertionNs || !conditionNames.has(localName ?? ''),
  )
  if (foreign !== undefined) throw samlProblem('saml-condition', foreign.localName ?? '')
  const restrictions = childrenOf(conditions, assertionNs, 'AudienceRestriction')
  const names = (restriction: Element) => childrenOf(restriction, assertionNs, 'Audience').map(textOf)
  if (
    restrictions.length === 0 ||
    !restrictions.every((restriction) => names(restriction).includes(entityId))
  )
    throw samlProblem('saml-audience')
}

/** One confirmation must hold in full; of several that do not, the first tells why. */
function checkConfirmation(
  connection: SamlConnection,
  subject: Element,
  inResponseTo: string,
  clock: SkewedClock,
): void {
  const confirmations = childrenOf(subject, assertionNs, 'SubjectConfirmation').filter(
    (confirmation) => attributeOf(confirmation, 'Method') === bearer,
  )
  let fault: Problem | null = null
  for (const confirmation of confirmations) {
    try {
      confirm(connection, one(confirmation, 'SubjectConfirmationData'), inResponseTo, clock)
      return
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      fault ??= error
    }
  }
  throw fault ?? samlProblem('saml-subject', 'no bearer confirmation')
}

function confirm({ acsUrl }: SamlConnection, data: Element, inResponseTo: string, clock: SkewedClock): void {
  if (attributeOf(data, 'Recipient') !== acsUrl) throw samlProblem('saml-recipient')
  if (attributeOf(data, 'InResponseTo') !== inResponseTo) throw samlProblem('saml-unsolicited')
  if (attributeOf(data, 'NotOnOrAfter') === null) throw samlProblem('saml-malformed', 'NotOnOrAfter')
  checkPeriod(data, clock)
}

function checkPeriod(element: Element, { now, skewMs }: SkewedClock): void {
  if (attributeOf(element, 'NotBefore') !== null && now + skewMs < timeOf(element, 'NotBefore'))
    throw samlProblem('saml-not-yet-valid')
  if (attributeOf(element, 'NotOnOrAfter') !== null && now - skewMs >= timeOf(element, 'NotOnOrAfter'))
    throw samlProblem('saml-expired')
}

function readSubject(subject: Element): Pick<SamlIdentity, 'subject' | 'nameIdFormat'> {
  const nameId = one(subject, 'NameID', 'saml-subject')
  const nameIdFormat = attributeOf(nameId, 'Format')
  // Exactly as written: trimmed, the name of one person could become that of another.
  const name = nameId.textContent ?? ''
  const plain = childrenOf(nameId).length === 0 && name !== '' && name.length <= subjectCharactersMax
  if (!plain || /^\s|\s$|\p{Cc}/u.test(name)) throw samlProblem('saml-subject')
  if (nameIdFormat === transient) throw samlProblem('saml-subject-transient')
  return { subject: name, nameIdFormat }
}

function readStatement(
  assertion: Element,
  clock: SkewedClock,
): Pick<SamlIdentity, 'sessionIndex' | 'authnInstant' | 'authnContext'> {
  const statement = one(assertion, 'AuthnStatement')
  const authnInstant = timeOf(statement, 'AuthnInstant')
  if (authnInstant > clock.now + clock.skewMs) throw samlProblem('saml-clock')
  if (attributeOf(statement, 'SessionNotOnOrAfter') !== null) {
    if (clock.now - clock.skewMs >= timeOf(statement, 'SessionNotOnOrAfter'))
      throw samlProblem('saml-expired')
  }
  const [context] = childrenOf(statement, assertionNs, 'AuthnContext')
  const [reference] = context ? childrenOf(context, assertionNs, 'AuthnContextClassRef') : []
  return {
    sessionIndex: bounded(attributeOf(statement, 'SessionIndex')),
    authnInstant,
    authnContext: bounded(reference === undefined ? null : textOf(reference)),
  }
}

const bounded = (value: string | null) =>
  value === null || value === '' || value.length > textCharactersMax ? null : value

/** The one child of the assertion's namespace with this name. Throws a Problem when there is none or are several. */
function one(
  parent: Element,
  name: string,
  reason: 'saml-malformed' | 'saml-subject' = 'saml-malformed',
): Element {
  const [found, second] = childrenOf(parent, assertionNs, name)
  if (found === undefined || second !== undefined) throw samlProblem(reason, name)
  return found
}
