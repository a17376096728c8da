import type { ReactNode } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useText } from '../language/use-text.ts'
import { BellIcon } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'

/** The screens on which people do what a notice asks for. */
export const noticePaths: Readonly<Record<Me['notices'][number]['action'], string>> = {
  'set-up-second-factor': '/account/security',
  'make-recovery-codes': '/account/security',
}

/** What the signed-in person should look after. */
export function NoticesMenu({ me }: { readonly me: Me }): ReactNode {
  const t = useText()
  const count = me.notices.length
  return (
    <DialogTrigger>
      <AriaButton className="button quiet icon-only" aria-label={t(words.button(count))}>
        <BellIcon />
        {count > 0 && (
          <span className="count" aria-hidden="true">
            {count}
          </span>
        )}
      </AriaButton>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="notices">
          <Heading slot="title" level={2}>
            {t(words.title)}
          </Heading>
          {count === 0 && <p>{t(words.none)}</p>}
          <ul className="plain">
            {me.notices.map((notice) => (
              <li key={notice.code}>
                <Link href={noticePaths[notice.action]}>{t(notice.text)}</Link>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

const words = {
  title: text('Hinweise', 'Notices'),
  none: text('Nichts zu tun: Ihr Konto ist in Ordnung.', 'Nothing to do: your account is in order.'),
  button: (n: number) => text(`Hinweise: ${n}`, `Notices: ${n}`),
}
