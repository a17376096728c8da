import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { state, type State } from './state.ts'

/** Judges header and opening of every kept file. */
export function judgeEncrypted({ seals, places, hasIdentity }: State, { recipients }: { readonly recipients: number }): Finding {
  const files = (which: (seal: State['seals'][number]) => boolean) => seals.filter(which).reduce((sum, seal) => sum + seal.files, 0)
  const total = files(() => true)
  const unread = files((seal) => seal.recipients === null)
  const population = { checked: total - unread, total }
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => ({ verdict, code, observed: text(de, en), population })
  const open = files((seal) => seal.opensForStrangers === true)
  if (open > 0) return say('fails', 'opens-for-strangers', `${open} von ${total} Dateien ließen sich mit einem fremden Schlüssel öffnen.`, `${open} of ${total} files opened with a stranger's key.`)
  const few = files((seal) => seal.recipients !== null && seal.recipients < recipients)
  if (few > 0) {
    return say('fails', 'too-few-recipients', `${few} von ${total} Dateien sind nicht für mindestens ${recipients} Empfänger verschlüsselt.`, `${few} of ${total} files are not encrypted for at least ${recipients} recipients.`)
  }
  if (total === 0) return say('unknown', 'no-backup-yet', 'Es liegt noch keine Sicherung vor.', 'There is no backup yet.')
  if (!hasIdentity) {
    return say('unknown', 'no-identity', `${total} Dateien nennen genug Empfänger; ob sie sich öffnen lassen, ist hier nicht prüfbar: Auf diesem Server liegt kein passender Schlüssel.`, `${total} files name enough recipients; whether they open cannot be tried here: there is no matching key on this server.`)
  }
  const shut = files((seal) => seal.opens === false)
  if (shut > 0) return say('fails', 'does-not-open', `${shut} von ${total} Dateien ließen sich mit unserem Schlüssel nicht öffnen.`, `${shut} of ${total} files did not open with our key.`)
  const missing = places.filter((place) => place.takenAt === null).length
  if (unread + missing > 0) {
    return say('unknown', 'not-all-read', `Nicht lesbar: ${unread} von ${total} Dateien und ${missing} von ${places.length} Ablageorten.`, `Not readable: ${unread} of ${total} files and ${missing} of ${places.length} storage places.`)
  }
  return say(
    'holds',
    'encrypted',
    `${total} von ${total} Dateien nennen mindestens ${recipients} Empfänger; jede öffnete sich mit unserem Schlüssel und keine mit einem fremden.`,
    `${total} of ${total} files name at least ${recipients} recipients; each opened with our key and none with a stranger's.`,
  )
}

export const encrypted = defineCheck({
  version: 1,
  method: text(
    'Bei jeder aufbewahrten Datei werden die Empfänger gezählt; dann wird sie mit unserem und mit einem eigens erzeugten fremden Schlüssel probeweise geöffnet.',
    'The recipients of every kept file are counted; then we try to open it with our key and with a stranger’s key made for the purpose.',
  ),
  validityMs: 2 * hour,
  observer: state,
  judge: judgeEncrypted,
})
