import type { MappedField } from './settings.ts'

/**
 * Names that are understood without a mapping, best first: OCSF 1.8, then ECS, OpenTelemetry's semantic conventions, and
 * the plain names that people choose.
 */
export const knownNames: Readonly<Record<MappedField, readonly string[]>> = {
  time: ['time', '@timestamp', 'timestamp', 'time_dt', 'date', 'ts'],
  actor: [
    'actor.user.name',
    'actor.user.uid',
    'actor.user.email_addr',
    'user.name',
    'user.email',
    'user.id',
    'enduser.id',
    'actor.name',
    'actor',
    'user',
    'username',
  ],
  action: [
    'activity_name',
    'api.operation',
    'event.action',
    'event.name',
    'action',
    'activity',
    'operation',
    'type_name',
    'type',
  ],
  target: [
    'resource.name',
    'resource.uid',
    'resources.0.name',
    'entity.name',
    'dst_endpoint.hostname',
    'url.path',
    'target.name',
    'target',
    'resource',
    'object',
  ],
  outcome: ['status', 'status_id', 'event.outcome', 'outcome', 'result', 'success'],
  address: ['src_endpoint.ip', 'source.ip', 'client.address', 'client.ip', 'ip', 'address', 'remote_addr'],
  session: [
    'actor.session.uid',
    'session.id',
    'session.uid',
    'session_id',
    'session',
    'trace.id',
    'trace_id',
  ],
  customer: [
    'metadata.tenant_uid',
    'organization.id',
    'tenant.id',
    'tenant_id',
    'tenant',
    'customer_id',
    'customer',
  ],
  dataType: ['data_type'],
  purpose: ['purpose'],
}
