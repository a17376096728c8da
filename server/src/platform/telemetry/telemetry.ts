/** Structured log lines on standard error. Secrets never come here: callers name fields one by one. */
export interface Telemetry {
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, error: unknown, fields?: Fields): void
}

type Fields = Readonly<Record<string, string | number | boolean | null>>

/** One JSON object a line through `write`. */
export function jsonTelemetry(write: (line: string) => void, now: () => number): Telemetry {
  const line = (level: string, message: string, fields: Fields = {}) =>
    write(JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields }) + '\n')
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, error, fields) =>
      line('error', message, {
        ...fields,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  }
}

export const silentTelemetry: Telemetry = { info() {}, warn() {}, error() {} }
