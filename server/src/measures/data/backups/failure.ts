import { text, type Text } from '../../../kernel/language.ts'

/** What can go wrong with a backup, in the words of the public page: paths and messages of the system stay inside. */
const words = {
  'disk-full': text('Auf dem Datenträger war kein Platz mehr.', 'There was no space left on the storage.'),
  'place-missing': text('Der Ablageort ist nicht vorhanden.', 'The storage place does not exist.'),
  'place-refused': text(
    'Der Ablageort lässt sich nicht lesen oder beschreiben.',
    'The storage place cannot be read or written.',
  ),
  'file-missing': text('Die Datei fehlt.', 'The file is missing.'),
  altered: text(
    'Die Datei wurde verändert: Ihre Prüfsumme stimmt nicht.',
    'The file was altered: its checksum does not match.',
  ),
  damaged: text('Die Datei ist beschädigt oder unvollständig.', 'The file is damaged or incomplete.'),
  'wrong-identity': text(
    'Der vorhandene Schlüssel öffnet die Datei nicht.',
    'The key at hand does not open the file.',
  ),
  'no-identity': text(
    'Auf diesem Server liegt kein Schlüssel, der Sicherungen öffnet.',
    'There is no key on this server that opens backups.',
  ),
  'too-few-recipients': text(
    'Es sind weniger als zwei Empfänger eingetragen.',
    'Fewer than two recipients are configured.',
  ),
  'unknown-migration': text(
    'Die Sicherung stammt von einer anderen Programmversion: Ein Schritt ihres Datenbankaufbaus fehlt hier.',
    'The backup comes from another version of the program: a step of its database layout is missing here.',
  ),
  'schema-differs': text(
    'Der Aufbau der Datenbank entspricht nicht dem der Sicherung.',
    'The layout of the database is not that of the backup.',
  ),
  'content-differs': text(
    'Nach der Wiederherstellung stimmte der Inhalt nicht mit dem Original überein.',
    'After the restore the content did not match the original.',
  ),
  'not-loadable': text(
    'Die Datenbank nahm den Inhalt der Sicherung nicht an.',
    'The database did not accept the content of the backup.',
  ),
  'not-empty': text('Die Zieldatenbank ist nicht leer.', 'The target database is not empty.'),
  'no-scratch-database': text(
    'Eine leere Datenbank für die Probe ließ sich nicht anlegen.',
    'An empty database for the drill could not be created.',
  ),
  'row-too-large': text(
    'Eine Zeile ist größer als die Sicherung aufnehmen kann.',
    'A row is larger than the backup can hold.',
  ),
  interrupted: text('Der Vorgang wurde unterbrochen.', 'The operation was interrupted.'),
  failed: text('Ein unerwarteter Fehler ist aufgetreten.', 'An unexpected error occurred.'),
} satisfies Record<string, Text>

export type FailureCode = keyof typeof words

/** A backup, copy or restore that did not work. `message` is for the operator and may name paths. */
export class BackupError extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** The failure in words that may be public; an unknown code is an unexpected error. */
export function failureWords(code: string): Text {
  return words[code in words ? (code as FailureCode) : 'failed']
}

/** The code of what stopped with its process and is tried again soon. */
export const interrupted: FailureCode = 'interrupted'

/** The code that a stored error text begins with. */
export const codeOf = (stored: string): string => stored.split(':', 1)[0] as string

const systemCodes: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'place-missing',
  ENOTDIR: 'place-missing',
  EACCES: 'place-refused',
  EPERM: 'place-refused',
  EROFS: 'place-refused',
  EIO: 'place-refused',
  ABORT_ERR: 'interrupted',
}

/** Any error as a BackupError; errors of the file system get their code. */
export function backupError(error: unknown): BackupError {
  if (error instanceof BackupError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new BackupError(
    systemCodes[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? 'failed',
    message,
    error,
  )
}

const storedCharactersMax = 500

/** How a failure is stored. */
export const storedError = (error: unknown): string => {
  const { code, message } = backupError(error)
  return `${code}: ${message}`.slice(0, storedCharactersMax)
}
