/**
 * What a source is, the gravest first: `paused` by somebody; `never-heard`; `silent` longer than its heartbeat allows;
 * `clock-wrong`; `gaps` in its numbers; `idle` (nothing for an hour, and nothing promised); `receiving`.
 */
export const sourceStates = [
  'paused',
  'never-heard',
  'silent',
  'clock-wrong',
  'gaps',
  'idle',
  'receiving',
] as const
export type SourceState = (typeof sourceStates)[number]
