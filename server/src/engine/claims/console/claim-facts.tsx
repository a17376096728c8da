import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Parameter, TrustClaim } from 'nachweis-verify'
import {
  basisWords,
  Button,
  durationWords,
  intervalWords,
  Facts,
  Link,
  Moment,
  numberWords,
  queryOf,
  Section,
  text,
  useLanguage,
  useMay,
  useText,
} from '@nachweis/console'
import { listMeasures } from '../contract.ts'

interface Props {
  readonly claim: TrustClaim
  readonly onEdit: () => void
}

/** How we know: basis, check, values, and what the claim rests on. */
export function ClaimFacts({ claim, onEdit }: Props): ReactNode {
  const t = useText()
  const language = useLanguage()
  const may = useMay()
  const parameters = Object.entries(claim.parameters)
  return (
    <Section
      title={words.title}
      actions={
        parameters.length > 0 &&
        may('claims:set-parameters') && <Button label={words.change} onPress={onEdit} />
      }
    >
      <Facts
        facts={[
          [words.basis, t(basisWords[claim.basis])],
          claim.checks.length > 0 ? [words.check, <Checks key="checks" claim={claim} />] : null,
          parameters.length > 0 ? [words.values, <Values key="values" parameters={parameters} />] : null,
          claim.restsOn.length > 0 ? [words.restsOn, <RestsOn key="rests" ids={claim.restsOn} />] : null,
          claim.lastCheckedAt ? [words.last, <Moment key="last" at={claim.lastCheckedAt} exact />] : null,
          claim.validUntil ? [words.validUntil, <Moment key="valid" at={claim.validUntil} exact />] : null,
          claim.nextCheckAt ? [words.next, <Moment key="next" at={claim.nextCheckAt} exact />] : null,
          claim.missedRuns > 0 ? [words.missed, t(words.missedRuns(claim.missedRuns))] : null,
          [words.version, t(words.logged(claim.version, numberWords(claim.index, language)))],
        ]}
      />
    </Section>
  )
}

function Checks({ claim }: { readonly claim: TrustClaim }) {
  const t = useText()
  const language = useLanguage()
  return claim.checks.map((check) => (
    <p key={check.id}>
      {t(check.method)}{' '}
      <span className="fine">
        {t(
          words.rhythm(
            check.version,
            intervalWords(check.everyMs, language),
            durationWords(check.validityMs, language),
          ),
        )}
      </span>
    </p>
  ))
}

function Values({ parameters }: { readonly parameters: readonly (readonly [string, Parameter])[] }) {
  return (
    <ul className="parameter-values">
      {parameters.map(([name, value]) => (
        <li key={name}>
          <code>{name}</code>: <strong>{typeof value === 'object' ? value.join(', ') : value}</strong>
        </li>
      ))}
    </ul>
  )
}

/** The claims that decide this one, by their sentences. */
function RestsOn({ ids }: { readonly ids: readonly string[] }) {
  const t = useText()
  const { data } = useQuery(queryOf(listMeasures))
  const claims = (data?.measures ?? []).flatMap((measure) => measure.claims)
  return (
    <ul className="plain">
      {ids.map((id) => {
        const found = claims.find((claim) => claim.id === id)
        return (
          <li key={id}>
            <Link href={`/claims/${id}`}>{found ? t(found.text) : id}</Link>
          </li>
        )
      })}
    </ul>
  )
}

const words = {
  title: text('Woher wir das wissen', 'How we know'),
  change: text('Werte ändern', 'Change values'),
  basis: text('Grundlage', 'Basis'),
  check: text('Prüfung', 'Check'),
  rhythm: (version: number, every: string, validity: string) =>
    text(
      `Fassung ${version}, ${every}; ein Ergebnis gilt ${validity}.`,
      `Version ${version}, ${every}; a result counts for ${validity}.`,
    ),
  values: text('Werte', 'Values'),
  restsOn: text('Ruht auf', 'Rests on'),
  last: text('Zuletzt geprüft', 'Last checked'),
  validUntil: text('Gültig bis', 'Valid until'),
  next: text('Nächste Prüfung', 'Next check'),
  missed: text('Ausgefallen', 'Missed'),
  missedRuns: (n: number) =>
    text(
      `${n === 1 ? 'Eine Prüfung hat' : `${n} Prüfungen haben`} nicht stattgefunden, weil die Prüfung selbst stillstand.`,
      `${n === 1 ? 'One check' : `${n} checks`} did not take place because checking itself stood still.`,
    ),
  version: text('Wortlaut', 'Wording'),
  logged: (version: number, index: string) =>
    text(
      `Fassung ${version}, im Protokoll als Eintrag ${index}`,
      `Version ${version}, entry ${index} of the log`,
    ),
}
