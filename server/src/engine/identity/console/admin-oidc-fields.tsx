import type { ReactNode } from 'react'
import {
  Button,
  Notice,
  PasswordField,
  ProblemNotice,
  Section,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { discoverProvider } from '../contract/sign-on.ts'
import type { Draft } from './admin-connection-draft.ts'

interface Props {
  readonly organisation: string
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly hasSecret: boolean
}

/** An OpenID provider: its issuer, looked up while it is entered, and our application there. */
export function OidcFields({ organisation, draft, set, hasSecret }: Props): ReactNode {
  const discover = useChange(discoverProvider, { after: ({ issuer }) => set({ issuer }) })
  return (
    <>
      <Section title={words.provider}>
        <div className="form">
          <TextField
            name="issuer"
            type="url"
            label={words.issuer}
            description={words.issuerWhat}
            value={draft.issuer}
            onChange={(issuer) => set({ issuer })}
            maxLength={1000}
            autoComplete="off"
            isCode
          />
          <div>
            <Button
              label={words.discover}
              isPending={discover.isPending}
              isDisabled={!/^https?:\/\/./.test(draft.issuer.trim())}
              onPress={() =>
                discover.mutate({ params: { organisation }, body: { issuer: draft.issuer.trim() } })
              }
            />
          </div>
          <ProblemNotice error={discover.error} title={words.notFound} />
          {discover.data && <Discovered found={discover.data} />}
        </div>
      </Section>
      <Client draft={draft} set={set} hasSecret={hasSecret} />
    </>
  )
}

function Client({ draft, set, hasSecret }: Omit<Props, 'organisation'>) {
  const t = useText()
  return (
    <Section title={words.client} lead={words.clientWhat}>
      <div className="form">
        <TextField
          name="clientId"
          label={words.clientId}
          value={draft.clientId}
          onChange={(clientId) => set({ clientId })}
          maxLength={300}
          autoComplete="off"
          isCode
        />
        <PasswordField
          name="clientSecret"
          label={words.secret}
          description={hasSecret ? words.secretKept : words.secretWhat}
          autoComplete="new-password"
          isRequired={false}
          onChange={(clientSecret) => set({ clientSecret })}
        />
        <details className="more">
          <summary>{t(words.further)}</summary>
          <div className="form">
            <TextField
              name="scopes"
              label={words.scopes}
              description={words.scopesWhat}
              value={draft.scopes}
              onChange={(scopes) => set({ scopes })}
              isRequired={false}
              autoComplete="off"
              isCode
            />
            <TextField
              name="groupsClaim"
              label={words.groupsClaim}
              description={words.groupsClaimWhat}
              value={draft.groupsClaim}
              onChange={(groupsClaim) => set({ groupsClaim })}
              isRequired={false}
              autoComplete="off"
              isCode
            />
          </div>
        </details>
      </div>
    </Section>
  )
}

interface Found {
  readonly issuer: string
  readonly endpoints: readonly string[]
  readonly problems: readonly { readonly de: string; readonly en: string }[]
}

function Discovered({ found }: { readonly found: Found }) {
  const t = useText()
  return (
    <>
      <Notice tone="done" title={words.found}>
        <p>
          <code className="break">{found.issuer}</code>
        </p>
        <details className="more">
          <summary>{t(words.endpoints)}</summary>
          {found.endpoints.map((address) => (
            <p key={address}>
              <code className="break">{address}</code>
            </p>
          ))}
        </details>
      </Notice>
      {found.problems.length > 0 && (
        <Notice tone="warning" title={words.hints}>
          {found.problems.map((problem) => (
            <p key={problem.en}>{t(problem)}</p>
          ))}
        </Notice>
      )}
    </>
  )
}

const words = {
  provider: text('Der Identitätsanbieter', 'The identity provider'),
  issuer: text('Aussteller (Issuer)', 'Issuer'),
  issuerWhat: text(
    'Die Adresse, unter der Ihr Anbieter seine OpenID-Konfiguration veröffentlicht, zum Beispiel https://login.microsoftonline.com/<Mandant>/v2.0 oder https://accounts.google.com.',
    'The address below which your provider publishes its OpenID configuration, for example https://login.microsoftonline.com/<tenant>/v2.0 or https://accounts.google.com.',
  ),
  discover: text('Anbieter abfragen', 'Ask the provider'),
  notFound: text('Der Anbieter ließ sich nicht abfragen', 'The provider could not be asked'),
  found: text('Der Anbieter antwortet', 'The provider answers'),
  endpoints: text('Seine Adressen', 'Its addresses'),
  hints: text('Das sollten Sie dort ansehen', 'Look at this there'),
  client: text('Die Anwendung dort', 'The application there'),
  clientWhat: text(
    'Legen Sie beim Anbieter eine Web-Anwendung an. Die Rücksprungadresse dafür zeigen wir nach dem Speichern.',
    'Create a web application at the provider. We show the redirect address for it after saving.',
  ),
  clientId: text('Client-ID', 'Client ID'),
  secret: text('Client-Geheimnis', 'Client secret'),
  secretWhat: text(
    'Wird verschlüsselt aufbewahrt und nie wieder gezeigt. Leer lassen, wenn der Anbieter keines vergibt.',
    'Kept encrypted and never shown again. Leave it empty if the provider gives none.',
  ),
  secretKept: text(
    'Es ist eines hinterlegt. Nur ausfüllen, um es zu ersetzen.',
    'One is kept already. Fill in only to replace it.',
  ),
  further: text('Weitere Angaben', 'Further settings'),
  scopes: text('Scopes', 'Scopes'),
  scopesWhat: text(
    'Durch Kommas getrennt; openid gehört immer dazu. Leer: openid, email, profile.',
    'Separated by commas; openid always belongs to them. Empty: openid, email, profile.',
  ),
  groupsClaim: text('Claim mit den Gruppen', 'Claim with the groups'),
  groupsClaimWhat: text(
    'Woraus die Rollen abgeleitet werden. Leer: groups.',
    'What the roles are derived from. Empty: groups.',
  ),
}
