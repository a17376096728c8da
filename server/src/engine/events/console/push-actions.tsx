import { useState, type ReactNode } from 'react'
import {
  ConfirmDialog,
  Menu,
  MoreIcon,
  ProblemNotice,
  text,
  useChange,
  useGo,
  useText,
} from '@nachweis/console'
import {
  changePushEndpoint,
  deletePushEndpoint,
  listPushEndpoints,
  showPushEndpoint,
} from '../push/contract.ts'
import { useOwnPush, type PushEndpoint } from './push-own.ts'

const renews = [showPushEndpoint, listPushEndpoints]

/** Pausing a webhook, switching it on, deleting it. */
export function PushActions({ endpoint }: { readonly endpoint: PushEndpoint }): ReactNode {
  const { organisation } = useOwnPush()
  const [asking, ask] = useState<'pause' | 'delete' | null>(null)
  const start = useChange(changePushEndpoint, { renews, done: words.started })
  const switchOn = () =>
    start.mutate({ params: { organisation, endpoint: endpoint.id }, body: { active: true } })
  return (
    <>
      <Menu
        label={words.actions}
        icon={<MoreIcon />}
        about={endpoint.description}
        actions={[
          endpoint.state === 'active'
            ? { id: 'pause', label: words.pause, onAction: () => ask('pause') }
            : { id: 'start', label: words.start, onAction: switchOn },
          { id: 'delete', label: words.delete, isDanger: true, onAction: () => ask('delete') },
        ]}
      />
      <ProblemNotice error={start.error} />
      {asking === 'pause' && <Pause endpoint={endpoint} onClose={() => ask(null)} />}
      {asking === 'delete' && <Delete endpoint={endpoint} onClose={() => ask(null)} />}
    </>
  )
}

interface AskProps {
  readonly endpoint: PushEndpoint
  readonly onClose: () => void
}

function Pause({ endpoint: { id, description }, onClose }: AskProps) {
  const t = useText()
  const { organisation } = useOwnPush()
  const pause = useChange(changePushEndpoint, { renews, done: words.paused, after: onClose })
  return (
    <ConfirmDialog
      title={words.pauseTitle(description)}
      isOpen
      kind="harmless"
      onClose={onClose}
      action={words.pause}
      isPending={pause.isPending}
      error={pause.error}
      onConfirm={() => pause.mutate({ params: { organisation, endpoint: id }, body: { active: false } })}
    >
      <p>{t(words.pauseWhat)}</p>
    </ConfirmDialog>
  )
}

function Delete({ endpoint: { id, description }, onClose }: AskProps) {
  const t = useText()
  const go = useGo()
  const { organisation } = useOwnPush()
  const remove = useChange(deletePushEndpoint, {
    renews: [listPushEndpoints],
    done: words.deleted,
    after: () => go('/webhooks', { replace: true }),
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(description)}
      isOpen
      onClose={onClose}
      action={words.delete}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { organisation, endpoint: id } })}
    >
      <p>{t(words.deleteWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  actions: text('Aktionen', 'Actions'),
  start: text('Einschalten', 'Switch on'),
  started: text('Eingeschaltet. Ab jetzt wird zugestellt.', 'Switched on. Deliveries go out from now on.'),
  pause: text('Pausieren', 'Pause'),
  paused: text('Der Webhook ist pausiert.', 'The webhook is paused.'),
  pauseTitle: (name: string) => text(`${name} pausieren?`, `Pause ${name}?`),
  pauseWhat: text(
    'Ab sofort wird nichts mehr gesendet. Was inzwischen geschieht, kommt nach, sobald Sie wieder einschalten.',
    'From now on nothing is sent. What happens meanwhile follows as soon as you switch it on again.',
  ),
  delete: text('Webhook löschen', 'Delete the webhook'),
  deleted: text('Der Webhook ist gelöscht.', 'The webhook is deleted.'),
  deleteTitle: (name: string) => text(`${name} löschen?`, `Delete ${name}?`),
  deleteWhat: text(
    'Gesendet wird nichts mehr, auch nicht, was noch wartet. Das Protokoll der Zustellungen und die Schlüssel gehen mit. Das lässt sich nicht zurücknehmen; die Ereignisse selbst bleiben.',
    'Nothing more is sent, nor what is still waiting. The log of deliveries and the keys go with it. This cannot be taken back; the events themselves stay.',
  ),
}
