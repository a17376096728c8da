import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { useText } from '../language/use-text.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { noticePaths } from '../shell/notices-menu.tsx'

/** What the person should do next; nothing, or a calm word, when there is nothing. */
export function NextSteps({ me, isCalm = false }: { readonly me: Me; readonly isCalm?: boolean }): ReactNode {
  const t = useText()
  if (me.notices.length === 0)
    return isCalm ? (
      <Notice tone="done" title={words.allDone}>
        <p>{t(words.allDoneWhy)}</p>
      </Notice>
    ) : null
  return me.notices.map((notice) => (
    <Notice
      key={notice.code}
      tone={notice.code === 'second-factor-owed' ? 'warning' : 'info'}
      title={words.next}
    >
      <p>{t(notice.text)}</p>
      <ButtonLink
        label={words.actions[notice.action]}
        weight={isCalm ? 'strong' : 'plain'}
        href={noticePaths[notice.action]}
      />
    </Notice>
  ))
}

const words = {
  next: text('Was als Nächstes ansteht', 'What to do next'),
  allDone: text('Alles erledigt', 'All done'),
  allDoneWhy: text(
    'Ihr Konto ist in Ordnung. Es gibt nichts zu tun.',
    'Your account is in order. There is nothing to do.',
  ),
  actions: {
    'set-up-second-factor': text('Zweiten Faktor einrichten', 'Set up a second factor'),
    'make-recovery-codes': text('Wiederherstellungscodes anlegen', 'Make recovery codes'),
  },
}
