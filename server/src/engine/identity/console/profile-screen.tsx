import type { ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  choose,
  Facts,
  Form,
  FormButtons,
  Loading,
  Notice,
  PageHead,
  Section,
  Select,
  text,
  TextField,
  useChange,
  useMe,
  useText,
  type Me,
} from '@nachweis/console'
import { changeMe, showMe } from '../contract/me.ts'
import { roleTitles } from './role-titles.ts'

/** Oneself: name, language, what one is here. */
export function ProfileScreen(): ReactNode {
  const me = useMe()
  if (!me) return <Loading />
  return (
    <>
      <PageHead title={words.title} />
      <OwedOrAdvised me={me} />
      <Section title={words.profile}>
        <ProfileForm me={me} />
      </Section>
      <Section title={words.account}>
        <Facts
          facts={[
            [words.email, me.person.email],
            [words.organisation, me.organisation.name],
            [words.roles, <Roles key="roles" roles={me.roles} />],
          ]}
        />
      </Section>
    </>
  )
}

/** What the server says one should look after, where one can do it. */
export function OwedOrAdvised({ me }: { readonly me: Me }): ReactNode {
  const t = useText()
  return me.notices.map((notice) => (
    <Notice key={notice.code} tone="warning">
      <p>{t(notice.text)}</p>
      <ButtonLink href="/account/security" label={words.look} />
    </Notice>
  ))
}

const Roles = ({ roles }: { readonly roles: readonly string[] }) => useText()(roleTitles(roles))

function ProfileForm({ me }: { readonly me: Me }) {
  const change = useChange(changeMe, { renews: [showMe], done: words.saved })
  return (
    <Form
      onSubmit={({ name = '', language }) => {
        const chosen = language === 'en' ? 'en' : 'de'
        choose({ language: chosen })
        change.mutate({ body: { name, language: chosen } })
      }}
      isPending={change.isPending}
      error={change.error}
    >
      <TextField
        name="name"
        label={words.name}
        defaultValue={me.person.name}
        autoComplete="name"
        maxLength={120}
      />
      <Select
        name="language"
        label={words.language}
        description={words.languageWhat}
        defaultValue={me.person.language}
        options={[
          { id: 'de', label: 'Deutsch' },
          { id: 'en', label: 'English' },
        ]}
      />
      <FormButtons>
        <Button type="submit" weight="strong" label={words.save} isPending={change.isPending} />
      </FormButtons>
    </Form>
  )
}

const words = {
  title: text('Profil', 'Profile'),
  profile: text('Name und Sprache', 'Name and language'),
  name: text('Name', 'Name'),
  language: text('Sprache', 'Language'),
  languageWhat: text('Für die Konsole und für Mails an Sie.', 'Of the console and of mails to you.'),
  save: text('Speichern', 'Save'),
  saved: text('Ihr Profil ist gespeichert.', 'Your profile is saved.'),
  account: text('Konto', 'Account'),
  email: text('E-Mail-Adresse', 'E-mail address'),
  organisation: text('Organisation', 'Organisation'),
  roles: text('Rollen', 'Roles'),
  look: text('Zur Sicherheit des Kontos', 'To the security of the account'),
}
