import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  Form,
  FormButtons,
  Link,
  Loaded,
  Notice,
  queryOf,
  RadioGroup,
  Section,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { showMe } from '../contract/me.ts'
import { changeOrganisation, listCustomers, showOrganisation } from '../contract/organisations.ts'
import { listPeople } from '../contract/people.ts'
import { listMySessions, listSessions } from '../contract/sessions.ts'
import { EmergencyAccounts } from './admin-emergency.tsx'
import { useMayIn } from './admin-may.ts'
import { secondFactorRules } from './admin-rule-words.ts'
import { WaysIn } from './admin-ways-in.tsx'

type Organisation = z.output<typeof showOrganisation.output>

const renews = [
  showOrganisation,
  listCustomers,
  listPeople,
  listActivity,
  listSessions,
  listMySessions,
  showMe,
]

/** The sign-in rules of an organisation; changed by whoever may. */
export function Rules({ organisation }: { readonly organisation: string }): ReactNode {
  const query = useQuery(queryOf(showOrganisation, { params: { organisation } }))
  const may = useMayIn(organisation)
  const mayChange = may('identity:change-rules')
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <SecondFactor organisation={data} mayChange={mayChange} />
          {may('identity:read-sign-on') && <EmergencyAccounts organisation={data.id} />}
          <Section title={words.ways} lead={words.waysWhat}>
            <WaysIn />
          </Section>
          {mayChange && <Name organisation={data} />}
        </>
      )}
    </Loaded>
  )
}

interface Props {
  readonly organisation: Organisation
  readonly mayChange: boolean
}

function SecondFactor({ organisation, mayChange }: Props) {
  const t = useText()
  const { id, kind, secondFactor, people, withSecondFactor } = organisation
  const share = <p>{t(words.share(withSecondFactor, people))}</p>
  if (kind === 'provider' || !mayChange) {
    const rule = secondFactorRules[secondFactor]
    return (
      <Section title={words.factor}>
        <Notice title={rule.title}>
          <p>{t(rule.sentence)}</p>
          {kind === 'provider' && <p>{t(words.always)}</p>}
        </Notice>
        {share}
      </Section>
    )
  }
  return (
    <Section title={words.factor}>
      {share}
      {withSecondFactor < people && (
        <p>
          <Link href="/people?factor=without">{t(words.whoNot)}</Link>
        </p>
      )}
      <RuleForm key={secondFactor} id={id} secondFactor={secondFactor} without={people - withSecondFactor} />
    </Section>
  )
}

interface RuleProps {
  readonly id: string
  readonly secondFactor: Organisation['secondFactor']
  readonly without: number
}

function RuleForm({ id, secondFactor, without }: RuleProps) {
  const t = useText()
  const change = useChange(changeOrganisation, {
    renews,
    done: ({ sessionsEnded }) => words.ruleChanged(sessionsEnded),
  })
  const stricter = secondFactor === 'encouraged'
  return (
    <Form
      onSubmit={({ factor }) => {
        const wanted = factor === 'required' ? 'required' : 'encouraged'
        if (wanted !== secondFactor)
          change.mutate({ params: { organisation: id }, body: { secondFactor: wanted } })
      }}
      isPending={change.isPending}
      error={change.error}
    >
      <RadioGroup
        name="factor"
        label={words.rule}
        defaultValue={secondFactor}
        options={(['encouraged', 'required'] as const).map((each) => ({
          id: each,
          label: secondFactorRules[each].title,
          description: secondFactorRules[each].sentence,
        }))}
      />
      <Notice title={stricter ? words.ifRequired : words.ifEased}>
        <p>{t(stricter ? words.whenRequired(without) : words.whenEased)}</p>
      </Notice>
      <FormButtons>
        <Button type="submit" weight="strong" label={words.save} isPending={change.isPending} />
      </FormButtons>
    </Form>
  )
}

function Name({ organisation: { id, name } }: { readonly organisation: Organisation }) {
  const change = useChange(changeOrganisation, { renews, done: words.renamed })
  return (
    <Section title={words.nameTitle} lead={words.nameWhat}>
      <Form
        onSubmit={({ organisation: wanted = '' }) =>
          change.mutate({ params: { organisation: id }, body: { name: wanted } })
        }
        isPending={change.isPending}
        error={change.error}
        fieldOf={{ 'name-malformed': 'organisation' }}
      >
        <TextField name="organisation" label={words.name} defaultValue={name} maxLength={120} />
        <FormButtons>
          <Button type="submit" label={words.rename} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Section>
  )
}

const words = {
  factor: text('Zweiter Faktor', 'Second factor'),
  rule: text('Regel', 'Rule'),
  always: text(
    'Beim Anbieter ist das immer so und lässt sich nicht ändern.',
    'At the provider this is always so and cannot be changed.',
  ),
  share: (n: number, of: number) =>
    text(
      `${n} von ${of} aktiven Personen haben einen zweiten Faktor eingerichtet.`,
      `${n} of ${of} active people have set up a second factor.`,
    ),
  whoNot: text('Zeigen, wer noch keinen hat', 'Show who has none yet'),
  ifRequired: text('Wenn Sie ihn zur Pflicht machen', 'If you require it'),
  whenRequired: (n: number) =>
    text(
      `Wer einen zweiten Faktor hat und ohne ihn angemeldet ist, wird abgemeldet. ${n === 0 ? 'Einrichten muss ihn niemand mehr.' : n === 1 ? 'Eine Person hat noch keinen und kann bis dahin nur einen einrichten.' : `${n} Personen haben noch keinen und können bis dahin nur einen einrichten.`} Wer über einen Identitätsanbieter kommt, der selbst zwei Faktoren prüft, wird nicht noch einmal gefragt.`,
      `Whoever has a second factor and is signed in without it is signed out. ${n === 0 ? 'Nobody has to set one up any more.' : n === 1 ? 'One person has none and can only set one up until then.' : `${n} people have none and can only set one up until then.`} Whoever comes through an identity provider that checks two factors itself is not asked again.`,
    ),
  ifEased: text('Wenn Sie die Pflicht aufheben', 'If you no longer require it'),
  whenEased: text(
    'Wer einen zweiten Faktor hat, wird weiterhin danach gefragt. Wer keinen hat, kommt allein mit dem Passwort hinein. Wir fragen vorher noch einmal, ob Sie es sind.',
    'Whoever has a second factor is still asked for it. Whoever has none gets in with the password alone. We ask once more first whether it is you.',
  ),
  save: text('Regel speichern', 'Save the rule'),
  ruleChanged: (n: number) =>
    text(
      `Die Regel gilt ab sofort. Beendete Sitzungen: ${n}.`,
      `The rule is in force now. Sessions ended: ${n}.`,
    ),
  ways: text('Welcher Weg welche Stufe gibt', 'Which way gives which level'),
  waysWhat: text(
    'Stufe 1 ist ein Faktor, Stufe 2 sind zwei verschiedene. Diese Regel ist fest und gilt für alle Organisationen.',
    'Level 1 is one factor, level 2 is two different ones. This rule is fixed and holds for every organisation.',
  ),
  nameTitle: text('Name der Organisation', 'Name of the organisation'),
  nameWhat: text('So steht sie in der Konsole und in Mails.', 'How it stands in the console and in mails.'),
  name: text('Name', 'Name'),
  rename: text('Umbenennen', 'Rename'),
  renamed: text('Der Name ist geändert.', 'The name is changed.'),
}
