import { useState, type ReactNode } from 'react'
import { Button, CloseIcon, Section, text, TextField, useText } from '@nachweis/console'
import type { ConfigurationChanges } from '../contract.ts'
import { ConfigurationForm } from './configuration-form.tsx'
import type { StepProps } from './first-steps-screen.tsx'
import { endpointLine, endpointOf, linesOf, slugOf } from './lines.ts'

/** What Nachweis looks at beside itself. */
export function ChecksStep({ shown, onNext }: StepProps): ReactNode {
  const t = useText()
  const { endpoints, timeServers, backups } = shown.configuration
  const before = { endpoints: endpoints.map(endpointLine).join('\n'), timeServers: timeServers.join('\n') }
  const [said, setSaid] = useState(before)
  const [places, setPlaces] = useState<readonly Place[]>(backups.places)
  const changes = (): ConfigurationChanges => ({
    ...(said.endpoints !== before.endpoints && { endpoints: linesOf(said.endpoints).map(endpointOf) }),
    ...(said.timeServers !== before.timeServers && { timeServers: linesOf(said.timeServers) }),
    ...(places !== backups.places && { backups: { ...backups, places: places.map(asPlace) } }),
  })
  return (
    <Section title={words.title} lead={words.lead}>
      <ConfigurationForm shown={shown} onNext={onNext} changes={changes}>
        <TextField
          name="endpoints"
          label={words.endpoints}
          description={words.endpointsWhat}
          rows={4}
          isCode
          isRequired={false}
          value={said.endpoints}
          onChange={(typed) => setSaid({ ...said, endpoints: typed })}
          placeholder="https://www.example.de/"
        />
        <TextField
          name="timeServers"
          label={words.timeServers}
          description={words.timeServersWhat}
          rows={2}
          isCode
          isRequired={false}
          value={said.timeServers}
          onChange={(typed) => setSaid({ ...said, timeServers: typed })}
          placeholder="ptbtime1.ptb.de"
        />
        <fieldset className="rows">
          <legend>{t(words.places)}</legend>
          <p className="field-description">{t(words.placesWhat)}</p>
          <Places places={places} onChange={setPlaces} />
        </fieldset>
      </ConfigurationForm>
    </Section>
  )
}

interface Place {
  readonly id: string
  readonly path: string
  readonly location?: string | undefined
}

const asPlace = ({ id, path, location = '' }: Place) =>
  location.trim() === '' ? { id, path: path.trim() } : { id, path: path.trim(), location: location.trim() }

function Places({
  places,
  onChange,
}: {
  readonly places: readonly Place[]
  readonly onChange: (places: readonly Place[]) => void
}) {
  const set = (id: string, change: Partial<Place>) =>
    onChange(places.map((place) => (place.id === id ? { ...place, ...change } : place)))
  const add = () =>
    onChange([
      ...places,
      {
        id: slugOf(
          'place',
          places.map(({ id }) => id),
        ),
        path: '',
      },
    ])
  return (
    <>
      {places.map(({ id, path, location = '' }, i) => (
        <div key={id} className="row two">
          <TextField
            name={`path-${id}`}
            label={words.path(i + 1)}
            isCode
            value={path}
            onChange={(typed) => set(id, { path: typed })}
          />
          <TextField
            name={`location-${id}`}
            label={words.location}
            isRequired={false}
            value={location}
            onChange={(typed) => set(id, { location: typed })}
          />
          {places.length > 1 && (
            <Button
              label={words.remove}
              about={String(i + 1)}
              icon={<CloseIcon />}
              iconOnly
              weight="quiet"
              onPress={() => onChange(places.filter((place) => place.id !== id))}
            />
          )}
        </div>
      ))}
      <Button label={words.add} onPress={add} />
    </>
  )
}

const words = {
  title: text('Was geprüft wird', 'What is checked'),
  lead: text(
    'Sich selbst prüft diese Installation von Anfang an. Hier nennen Sie, was dazukommt.',
    'This installation checks itself from the start. Here you name what comes in addition.',
  ),
  endpoints: text('Adressen mit TLS', 'Addresses with TLS'),
  endpointsWhat: text(
    'Eine je Zeile: https://… oder tls://host:port. Geprüft werden Verfahren und Zertifikat.',
    'One a line: https://… or tls://host:port. Protocols and certificate are checked.',
  ),
  timeServers: text('Zeitserver', 'Time servers'),
  timeServersWhat: text(
    'Eine NTP-Adresse je Zeile. Mit ihnen wird unsere Uhr verglichen.',
    'One NTP host a line. Our clock is compared with them.',
  ),
  places: text('Orte der Sicherungen', 'Places of the backups'),
  placesWhat: text(
    'Ordner, in die gesichert wird; am besten einer davon in einem anderen Gebäude. Jede Sicherung wird zur Probe wiederhergestellt.',
    'Folders that backups go to; best one of them in another building. Every backup is restored on trial.',
  ),
  path: (n: number) => text(`Ordner ${n}`, `Folder ${n}`),
  location: text('Wo das ist', 'Where that is'),
  remove: text('Ort entfernen', 'Remove the place'),
  add: text('Ort hinzufügen', 'Add a place'),
}
