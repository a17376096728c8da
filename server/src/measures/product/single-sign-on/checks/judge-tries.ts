import type { Finding } from '../../../../engine/claims/index.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import { kinds, type Kind, type Try } from '../kinds.ts'

const shownMax = 5

/**
 * Holds when everybody honest got in by every protocol, and every attack was refused for the reason that it deserves: one
 * that fails for another reason proves nothing about its defence.
 */
export function judgeTries(tries: readonly Try[], protocols: readonly string[]): Finding {
  const controls = tries.filter(({ kind }) => kind === 'control')
  const attacks = tries.filter(({ kind }) => kind !== 'control')
  const open = attacks.filter(({ admitted }) => admitted)
  const shut = controls.filter(({ admitted }) => !admitted)
  const otherwise = attacks.filter(({ admitted, reason, expected }) => !admitted && reason !== expected)
  const population = { checked: attacks.length - open.length, total: attacks.length }
  const untried = protocols.filter(
    (protocol) => ![controls, attacks].every((list) => list.some((each) => each.protocol === protocol)),
  )
  if (open.length > 0) {
    return {
      verdict: 'fails',
      code: 'attack-admitted',
      population,
      observed: text(
        `${open.length} von ${attacks.length} Angriffen gelangen: ${listed(open)}.`,
        `${open.length} of ${attacks.length} attacks succeeded: ${listed(open)}.`,
      ),
    }
  }
  if (untried.length > 0) {
    return {
      verdict: 'unknown',
      code: 'protocol-not-tried',
      observed: text(`Nicht versucht: ${untried.join(', ')}.`, `Not tried: ${untried.join(', ')}.`),
    }
  }
  if (shut.length > 0) {
    return {
      verdict: 'unknown',
      code: 'control-refused',
      observed: text(
        `Auch eine ehrliche Anmeldung gelang nicht: ${listed(shut)}. So sagt die Prüfung nichts.`,
        `An honest sign-in failed too: ${listed(shut)}. So the check says nothing.`,
      ),
    }
  }
  if (otherwise.length > 0) {
    return {
      verdict: 'unknown',
      code: 'refused-otherwise',
      observed: text(
        `${otherwise.length} von ${attacks.length} Angriffen scheiterten aus einem anderen Grund als dem geprüften: ${listed(otherwise)}.`,
        `${otherwise.length} of ${attacks.length} attacks failed for another reason than the one tested: ${listed(otherwise)}.`,
      ),
    }
  }
  const names = protocols.join(', ')
  const { de, en } = kindsOf(attacks)
  return {
    verdict: 'holds',
    code: 'all-refused',
    population,
    observed: text(
      `${attacks.length} von ${attacks.length} Angriffen über ${names} wurden abgewiesen: ${de}. ${controls.length} von ${controls.length} ehrlichen Anmeldungen gelangen, auch mit neu angelegtem Konto.`,
      `${attacks.length} of ${attacks.length} attacks by ${names} were refused: ${en}. ${controls.length} of ${controls.length} honest sign-ins succeeded, with a newly made account too.`,
    ),
  }
}

const listed = (tries: readonly Try[]) =>
  tries
    .slice(0, shownMax)
    .map(({ protocol, kind, name, reason }) =>
      [`${protocol}/${kind}/${name}`, ...(reason === null ? [] : [`(${reason})`])].join(' '),
    )
    .join(', ')

function kindsOf(attacks: readonly Try[]): Text {
  const tried = (Object.keys(kinds) as Kind[]).filter((kind) => attacks.some((each) => each.kind === kind))
  return text(tried.map((kind) => kinds[kind].de).join(', '), tried.map((kind) => kinds[kind].en).join(', '))
}
