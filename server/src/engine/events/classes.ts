import { text } from '../../kernel/language.ts'

/** What kind of data an event is, and what it is kept for: together they decide how long. */
export interface RetentionClass {
  /** Stands in every event row; never reused. */
  readonly id: number
  readonly dataType: DataType
  readonly purpose: Purpose
  /** Default, in days. */
  readonly days: number
  /** Where the default comes from. */
  readonly source: ReturnType<typeof text>
}

export const dataTypes = [
  'traffic',
  'sign-in',
  'contract',
  'security',
  'change',
  'content',
  'operation',
] as const
export type DataType = (typeof dataTypes)[number]
export const purposes = ['billing', 'fault', 'security', 'proof', 'operation'] as const
export type Purpose = (typeof purposes)[number]

const day = 1
const year = 365 * day

/** Every combination that is kept, with the default of German law. An event of another combination is refused. */
export const retentionClasses: readonly RetentionClass[] = [
  {
    id: 1,
    dataType: 'traffic',
    purpose: 'fault',
    days: 7 * day,
    source: text(
      '§ 12 TDDDG: Verkehrsdaten zum Erkennen von Störungen und Missbrauch; sieben Tage hält der BGH für vertretbar (III ZR 391/13)',
      'Section 12 TDDDG: traffic data to detect faults and abuse; the BGH holds seven days to be justifiable (III ZR 391/13)',
    ),
  },
  {
    id: 2,
    dataType: 'traffic',
    purpose: 'billing',
    days: 180 * day,
    source: text(
      '§ 10 Abs. 2 TDDDG: bis zu sechs Monate nach Versand der Rechnung',
      'Section 10(2) TDDDG: up to six months after the bill was sent',
    ),
  },
  {
    id: 3,
    dataType: 'sign-in',
    purpose: 'security',
    days: 90 * day,
    source: text(
      'Art. 5 Abs. 1 e, Art. 32 DSGVO: so lange, wie Angriffe im Nachhinein aufzuklären sind; 90 Tage empfiehlt das BSI (Mindeststandard Protokollierung)',
      'Art. 5(1)(e), Art. 32 GDPR: as long as attacks may have to be cleared up; the BSI recommends 90 days (minimum standard on logging)',
    ),
  },
  {
    id: 4,
    dataType: 'security',
    purpose: 'security',
    days: 90 * day,
    source: text(
      'BSI-Mindeststandard zur Protokollierung und Detektion: 90 Tage',
      'BSI minimum standard on logging and detection: 90 days',
    ),
  },
  {
    id: 5,
    dataType: 'change',
    purpose: 'proof',
    days: 3 * year + 31 * day,
    source: text(
      '§§ 195, 199 BGB: Ansprüche verjähren nach drei Jahren',
      'Sections 195, 199 BGB: claims lapse after three years',
    ),
  },
  {
    id: 6,
    dataType: 'contract',
    purpose: 'proof',
    days: 8 * year,
    source: text(
      '§ 147 Abs. 3 AO, § 257 Abs. 4 HGB: Buchungsbelege acht Jahre',
      'Section 147(3) AO, section 257(4) HGB: accounting vouchers, eight years',
    ),
  },
  {
    id: 7,
    dataType: 'content',
    purpose: 'operation',
    days: 30 * day,
    source: text(
      'Art. 5 Abs. 1 e DSGVO: nicht länger als für den Zweck nötig; Vorgabe dieses Programms',
      'Art. 5(1)(e) GDPR: no longer than needed for the purpose; default of this program',
    ),
  },
  {
    id: 8,
    dataType: 'operation',
    purpose: 'operation',
    days: 30 * day,
    source: text(
      'Art. 5 Abs. 1 e DSGVO: nicht länger als für den Zweck nötig; Vorgabe dieses Programms',
      'Art. 5(1)(e) GDPR: no longer than needed for the purpose; default of this program',
    ),
  },
]

/** The class of a combination, or null where there is none. */
export const classOf = (dataType: string, purpose: string): RetentionClass | null =>
  retentionClasses.find((each) => each.dataType === dataType && each.purpose === purpose) ?? null
