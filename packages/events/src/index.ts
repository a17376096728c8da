/** nachweis-events: sends events to a Nachweis installation, each exactly once, through a local spool. No dependencies. */
export { openEvents, type EventsClient } from './client.ts'
export { EventsError, type EventsErrorCode } from './errors.ts'
export { type Event } from './event-text.ts'
export { type EventsOptions, type FsyncPolicy } from './options.ts'
