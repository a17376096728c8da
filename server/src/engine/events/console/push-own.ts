import type { z } from 'zod'
import { useMe } from '@nachweis/console'
import type { listPushDeliveries, showPushEndpoint, testPushEndpoint } from '../push/contract.ts'

/** An address that events are delivered to. */
export type PushEndpoint = z.output<typeof showPushEndpoint.output>
export type Delivery = z.output<typeof listPushDeliveries.output>['deliveries'][number]
/** One try, and what became of it. */
export type Tried = z.output<typeof testPushEndpoint.output>

/** The own organisation, whose webhooks one sees, and whether it is the provider. */
export function useOwnPush(): { readonly organisation: string; readonly isStaff: boolean } {
  const own = useMe()?.organisation
  return { organisation: own?.id ?? '', isStaff: own?.kind === 'provider' }
}
