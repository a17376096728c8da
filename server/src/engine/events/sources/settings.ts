import { z } from 'zod'
import { dataTypes, purposes } from '../classes.ts'

const pathCharactersMax = 200
const pathsMax = 12

/** Where a value stands in an event: names with dots, e.g. `actor.user.name`; a name that holds dots itself is tried too. */
export const fieldPath = z
  .string()
  .min(1)
  .max(pathCharactersMax)
  .regex(/^[^\s.][^\n]*$/u)

/** The first of these that is there counts. */
const paths = z.array(fieldPath).max(pathsMax)

/** Fields of an event that this program understands; everything else is kept as it came. */
export const mappedFields = [
  'time',
  'actor',
  'action',
  'target',
  'outcome',
  'address',
  'session',
  'customer',
  'dataType',
  'purpose',
] as const
export type MappedField = (typeof mappedFields)[number]

export const mappingSchema = z.strictObject(
  Object.fromEntries(mappedFields.map((field) => [field, paths.default([])])) as Record<
    MappedField,
    z.ZodDefault<typeof paths>
  >,
)
export type Mapping = z.output<typeof mappingSchema>

const fields = {
  mapping: mappingSchema,
  customer: z.uuid().nullable(),
  customerFixed: z.boolean(),
  dataType: z.enum(dataTypes),
  purpose: z.enum(purposes),
  eventsPerSecondMax: z.number().int().min(1).max(1_000_000),
  heartbeatS: z.number().int().min(10).max(86_400).nullable(),
  sequence: z.strictObject({ path: fieldPath, key: fieldPath.nullable().default(null) }).nullable(),
}

/** What an event means when its own fields do not say it. */
export const sourceSettingsSchema = z.strictObject({
  /** On top of the names of OCSF, ECS and OpenTelemetry, which are understood without it. */
  mapping: fields.mapping.default(mappingSchema.parse({})),
  /** Events that name no customer belong to this organisation; null: to the provider. */
  customer: fields.customer.default(null),
  /** True: an event that names anybody else is refused. */
  customerFixed: fields.customerFixed.default(false),
  dataType: fields.dataType.default('operation'),
  purpose: fields.purpose.default('operation'),
  /** Beyond it the source is told to wait (429); each server counts for itself. */
  eventsPerSecondMax: fields.eventsPerSecondMax.default(50_000),
  /** Silent for longer than this is a finding; null: may be silent. */
  heartbeatS: fields.heartbeatS.default(null),
  /**
   * Where the number stands that goes up by one with every event, and, where several things count on their own (hosts,
   * processes), what tells them apart; null: events are not numbered.
   */
  sequence: fields.sequence.default(null),
})
export type SourceSettings = z.output<typeof sourceSettingsSchema>

/** Settings as they are told: nothing is left out. */
export const wholeSettings = z.strictObject({
  ...fields,
  mapping: z.strictObject(
    Object.fromEntries(mappedFields.map((field) => [field, paths])) as Record<MappedField, typeof paths>,
  ),
  sequence: z.strictObject({ path: fieldPath, key: fieldPath.nullable() }).nullable(),
})

/** Some settings; those left out stay as they are. */
export const settingsChange = z.strictObject(fields).partial()
export type SettingsChange = z.output<typeof settingsChange>

/** A source as ingest knows it. */
export interface Source {
  readonly id: string
  /** Stands in every event row. */
  readonly number: number
  readonly organisation: string
  readonly name: string
  readonly settings: SourceSettings
}
