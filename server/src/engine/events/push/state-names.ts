/**
 * active: what matches is sent. paused: by its people. failing: nothing was taken for three days. gone: the receiver
 * answered 410. unowned: it gets the events of every organisation, and nobody answers for it who may see these. Only an
 * active one is sent to; the others go on where they stopped.
 */
export const endpointStates = ['active', 'paused', 'failing', 'gone', 'unowned'] as const
export type EndpointState = (typeof endpointStates)[number]
/** Stopped by us, not by people. */
export type StoppedState = Exclude<EndpointState, 'active' | 'paused'>

/** dead: given up. erased: the event was no longer kept when its turn came. */
export const deliveryStates = ['queued', 'delivered', 'dead', 'erased'] as const
export type DeliveryState = (typeof deliveryStates)[number]
