import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Chapter } from 'nachweis-verify'
import {
  Button,
  chapterWords,
  CloseIcon,
  Loaded,
  queryOf,
  Section,
  Select,
  text,
  TextField,
  useText,
} from '@nachweis/console'
import { listMeasures } from '../../claims/contract.ts'
import type { ConfigurationChanges } from '../contract.ts'
import { ConfigurationForm } from './configuration-form.tsx'
import type { StepProps } from './first-steps-screen.tsx'
import { slugOf } from './lines.ts'

type Assigned = Readonly<Record<string, { readonly team: string }>>
interface Team {
  readonly id: string
  readonly name: string
}
interface Measure {
  readonly id: string
  readonly chapter: string
}

/** Nobody, and several: no id of a team begins with a dot. */
const nobody = '.nobody'
const several = '.several'

/** Which teams there are, and which answers for what. */
export function TeamsStep(props: StepProps): ReactNode {
  const measures = useQuery(queryOf(listMeasures))
  return (
    <Section title={words.title} lead={words.lead}>
      <Loaded query={measures}>{(data) => <TeamsForm {...props} measures={data.measures} />}</Loaded>
    </Section>
  )
}

function TeamsForm({ shown, onNext, measures }: StepProps & { readonly measures: readonly Measure[] }) {
  const t = useText()
  const { configuration } = shown
  const [teams, setTeams] = useState<readonly Team[]>(configuration.teams)
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const named = teams.filter(({ name }) => name.trim() !== '')
  const only = named.length === 1 ? named[0] : undefined
  const chapters = [...new Set(measures.map(({ chapter }) => chapter))]
  const changes = (): ConfigurationChanges => ({
    teams: named.map(({ id, name }) => ({ id, name: name.trim() })),
    measures: assigned(configuration.measures, named, measures, chosen),
  })
  return (
    <ConfigurationForm shown={shown} onNext={onNext} changes={changes}>
      <fieldset className="rows">
        <legend>{t(words.teams)}</legend>
        <Teams teams={teams} onChange={setTeams} />
      </fieldset>
      {named.length > 0 && (
        <fieldset className="rows">
          <legend>{t(words.answers)}</legend>
          <p className="field-description">{t(words.answersWhat)}</p>
          {only && (
            <Button
              label={words.allTo(only.name)}
              onPress={() => setChosen(Object.fromEntries(chapters.map((chapter) => [chapter, only.id])))}
            />
          )}
          {chapters.map((chapter) => {
            const present = teamOf(chapter, measures, configuration.measures, named)
            return (
              <Select
                key={chapter}
                name={`chapter-${chapter}`}
                label={chapterWords[chapter as Chapter]}
                value={chosen[chapter] ?? present}
                onChange={(id) => setChosen({ ...chosen, [chapter]: id })}
                options={[
                  { id: nobody, label: words.nobody },
                  ...(present === several ? [{ id: several, label: words.several }] : []),
                  ...named.map(({ id, name }) => ({ id, label: name })),
                ]}
              />
            )
          })}
        </fieldset>
      )}
    </ConfigurationForm>
  )
}

function Teams({
  teams,
  onChange,
}: {
  readonly teams: readonly Team[]
  readonly onChange: (teams: readonly Team[]) => void
}) {
  const [typed, setTyped] = useState('')
  const add = () => {
    const name = typed.trim()
    if (name === '') return
    onChange([
      ...teams,
      {
        id: slugOf(
          name,
          teams.map(({ id }) => id),
        ),
        name,
      },
    ])
    setTyped('')
  }
  return (
    <>
      {teams.map(({ id, name }) => (
        <div key={id} className="row">
          <TextField
            name={`team-${id}`}
            label={words.name}
            value={name}
            onChange={(next) => onChange(teams.map((team) => (team.id === id ? { id, name: next } : team)))}
            maxLength={200}
            autoComplete="off"
          />
          <Button
            label={words.remove}
            about={name}
            icon={<CloseIcon />}
            iconOnly
            weight="quiet"
            onPress={() => onChange(teams.filter((team) => team.id !== id))}
          />
        </div>
      ))}
      <div className="row">
        <TextField
          name="new-team"
          label={words.newTeam}
          isRequired={false}
          value={typed}
          onChange={setTyped}
          maxLength={200}
          autoComplete="off"
        />
        <Button label={words.add} onPress={add} isDisabled={typed.trim() === ''} />
      </div>
    </>
  )
}

/** The one team of a chapter's measures; several; or nobody. */
function teamOf(
  chapter: string,
  measures: readonly Measure[],
  now: Assigned,
  teams: readonly Team[],
): string {
  const found = new Set(
    measures.filter((each) => each.chapter === chapter).map(({ id }) => now[id]?.team ?? nobody),
  )
  const [only] = found
  if (found.size !== 1 || only === undefined) return several
  return teams.some(({ id }) => id === only) ? only : nobody
}

/** Who answers for which measure: as it was, but for chapters that were chosen and teams that are gone. */
function assigned(
  now: Assigned,
  teams: readonly Team[],
  measures: readonly Measure[],
  chosen: Readonly<Record<string, string>>,
): Record<string, { team: string }> {
  const result: Record<string, { team: string }> = {}
  const isTeam = (id: string) => teams.some((team) => team.id === id)
  for (const [id, { team }] of Object.entries(now)) if (isTeam(team)) result[id] = { team }
  for (const { id, chapter } of measures) {
    const choice = chosen[chapter]
    if (choice === undefined || choice === several) continue
    delete result[id]
    if (isTeam(choice)) result[id] = { team: choice }
  }
  return result
}

const words = {
  title: text('Wer steht wofür?', 'Who answers for what?'),
  lead: text(
    'Auf der Seite steht bei jeder Maßnahme das Team, das für sie verantwortlich ist; nie eine Person.',
    'The page names the team that answers for each measure; never a person.',
  ),
  teams: text('Teams', 'Teams'),
  name: text('Name des Teams', 'Name of the team'),
  newTeam: text('Weiteres Team', 'Another team'),
  add: text('Hinzufügen', 'Add'),
  remove: text('Team entfernen', 'Remove the team'),
  answers: text('Verantwortung je Kapitel', 'Responsibility by chapter'),
  answersWhat: text(
    'Gilt für alle Maßnahmen des Kapitels. Einzelne Maßnahmen können in nachweis.yaml abweichen.',
    'Holds for all measures of the chapter. Single measures may differ in nachweis.yaml.',
  ),
  allTo: (name: string) => text(`Alle Kapitel an „${name}“`, `All chapters to “${name}”`),
  nobody: text('Noch niemand', 'Nobody yet'),
  several: text('Verschiedene Teams (unverändert)', 'Several teams (unchanged)'),
}
