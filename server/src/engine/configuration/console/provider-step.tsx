import { useState, type ReactNode } from 'react'
import { Notice, Section, text, TextField, useMe, useText } from '@nachweis/console'
import { ConfigurationForm } from './configuration-form.tsx'
import type { StepProps } from './first-steps-screen.tsx'

/** Who makes the promises of the page. */
export function ProviderStep({ shown, onNext }: StepProps): ReactNode {
  const t = useText()
  const organisation = useMe()?.organisation.name ?? ''
  const { provider } = shown.configuration
  const [said, setSaid] = useState(() =>
    // What the first file says stands for nobody: the person's own words go before it.
    shown.isExample
      ? { ...provider, name: organisation || provider.name, contact: '', homepage: '' }
      : { ...provider, homepage: provider.homepage ?? '' },
  )
  const say = (change: Partial<typeof said>) => setSaid({ ...said, ...change })
  const changes = () => ({
    provider: { ...said, homepage: said.homepage.trim() === '' ? null : said.homepage },
  })
  return (
    <Section title={words.title}>
      <ConfigurationForm shown={shown} onNext={onNext} changes={changes}>
        <TextField
          name="name"
          label={words.name}
          description={words.nameWhat}
          value={said.name}
          onChange={(name) => say({ name })}
          maxLength={200}
          autoComplete="organization"
        />
        <TextField
          name="country"
          label={words.country}
          value={said.country}
          onChange={(country) => say({ country })}
          maxLength={200}
          autoComplete="country-name"
        />
        <TextField
          name="homepage"
          type="url"
          label={words.homepage}
          value={said.homepage}
          onChange={(homepage) => say({ homepage })}
          isRequired={false}
          placeholder="https://www.example.de/"
        />
        <TextField
          name="contact"
          label={words.contact}
          description={words.contactWhat}
          value={said.contact}
          onChange={(contact) => say({ contact })}
          maxLength={254}
          autoComplete="off"
          validate={(value) => (contactForm.test(value.trim()) ? null : words.contactForm)}
        />
        <Notice>
          <p>{t(words.languages)}</p>
        </Notice>
      </ConfigurationForm>
    </Section>
  )
}

const contactForm = /^(\S+@\S+\.\S+|https:\/\/\S+)$/

const words = {
  title: text('Wer verspricht hier etwas?', 'Who makes the promises here?'),
  name: text('Name des Anbieters', 'Name of the provider'),
  nameWhat: text('Wie er auf der öffentlichen Seite steht.', 'As it stands on the public page.'),
  country: text('Land', 'Country'),
  homepage: text('Website', 'Website'),
  contact: text('Kontakt für Sicherheitslücken', 'Contact for weaknesses'),
  contactWhat: text(
    'Eine E-Mail-Adresse oder eine https-Adresse. Sie steht öffentlich auf der Seite und in security.txt.',
    'An e-mail address or an https address. It stands in public, on the page and in security.txt.',
  ),
  contactForm: text(
    'Bitte eine E-Mail-Adresse oder eine Adresse mit https:// angeben.',
    'Please give an e-mail address, or an address that begins with https://.',
  ),
  languages: text(
    'Ihre Seite erscheint auf Deutsch und Englisch. Die Sätze dafür bringt Nachweis mit; sie sind in beiden Sprachen gleich genau.',
    'Your page appears in German and English. Nachweis brings the sentences for both; they are equally precise.',
  ),
}
