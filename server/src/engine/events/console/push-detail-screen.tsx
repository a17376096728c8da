import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded, PageHead, queryOf, Tabs, text, type ScreenProps } from '@nachweis/console'
import { showPushEndpoint } from '../push/contract.ts'
import { PushActions } from './push-actions.tsx'
import { PushDeliveries } from './push-deliveries.tsx'
import { PushOverview } from './push-overview.tsx'
import { useOwnPush, type PushEndpoint } from './push-own.ts'
import { PushSettings } from './push-settings.tsx'
import { PushSignature } from './push-signature.tsx'
import { Health } from './push-what.tsx'
import './push.css'

const renewEveryMs = 2_000

/** One webhook: how it is, what it delivered, its keys and its settings. */
export function PushEndpointScreen({ params }: ScreenProps): ReactNode {
  const { organisation } = useOwnPush()
  const query = useQuery({
    ...queryOf(showPushEndpoint, { params: { organisation, endpoint: params['endpoint'] ?? '' } }),
    refetchInterval: renewEveryMs,
  })
  return <Loaded query={query}>{(endpoint) => <Endpoint key={endpoint.id} endpoint={endpoint} />}</Loaded>
}

function Endpoint({ endpoint }: { readonly endpoint: PushEndpoint }) {
  const title = text(endpoint.description, endpoint.description)
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ label: words.webhooks, href: '/webhooks' }]}
        actions={<PushActions endpoint={endpoint} />}
      >
        <Health endpoint={endpoint} />
      </PageHead>
      <Tabs
        label={title}
        tabs={[
          { id: 'overview', label: words.overview, content: <PushOverview endpoint={endpoint} /> },
          { id: 'deliveries', label: words.deliveries, content: <PushDeliveries endpoint={endpoint} /> },
          { id: 'signature', label: words.signature, content: <PushSignature endpoint={endpoint} /> },
          { id: 'settings', label: words.settings, content: <PushSettings endpoint={endpoint} /> },
        ]}
      />
    </>
  )
}

const words = {
  webhooks: text('Webhooks', 'Webhooks'),
  overview: text('Überblick', 'Overview'),
  deliveries: text('Zustellungen', 'Deliveries'),
  signature: text('Signatur', 'Signature'),
  settings: text('Einstellungen', 'Settings'),
}
