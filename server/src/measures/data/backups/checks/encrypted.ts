import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { state, type State } from './state.ts'

/** Files by what was found. */
function tally({ seals, places }: State, recipients: number) {
  const files = (which: (seal: State['seals'][number]) => boolean) =>
    seals.filter(which).reduce((sum, seal) => sum + seal.files, 0)
  return {
    total: files(() => true),
    unread: files((seal) => seal.recipients === null),
    open: files((seal) => seal.opensForStrangers === true),
    few: files((seal) => seal.recipients !== null && seal.recipients < recipients),
    shut: files((seal) => seal.opens === false),
    closedPlaces: places.filter((place) => place.takenAt === null).length,
  }
}

/** Judges header and opening of every kept file. */
export function judgeEncrypted(seen: State, { recipients }: { readonly recipients: number }): Finding {
  const { total, unread, open, few, shut, closedPlaces } = tally(seen, recipients)
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => {
    return { verdict, code, observed: text(de, en), population: { checked: total - unread, total } }
  }
  if (open > 0) {
    const [de, en] = [
      'Dateien ließen sich mit einem fremden Schlüssel öffnen',
      "files opened with a stranger's key",
    ]
    return say('fails', 'opens-for-strangers', `${open} von ${total} ${de}.`, `${open} of ${total} ${en}.`)
  }
  if (few > 0) {
    const de = `${few} von ${total} Dateien sind nicht für mindestens ${recipients} Schlüssel verschlüsselt.`
    return say(
      'fails',
      'too-few-recipients',
      de,
      `${few} of ${total} files are not encrypted for at least ${recipients} keys.`,
    )
  }
  if (total === 0)
    return say('unknown', 'no-backup-yet', 'Es liegt noch keine Sicherung vor.', 'There is no backup yet.')
  if (!seen.hasIdentity) {
    const de = `${total} Dateien nennen genug Schlüssel; ob sie sich öffnen lassen, ist hier nicht prüfbar: Auf diesem Server liegt kein passender.`
    const en = `${total} files name enough keys; whether they open cannot be tried here: there is no matching key on this server.`
    return say('unknown', 'no-identity', de, en)
  }
  if (shut > 0) {
    const de = `${shut} von ${total} Dateien ließen sich mit unserem Schlüssel nicht öffnen.`
    return say('fails', 'does-not-open', de, `${shut} of ${total} files did not open with our key.`)
  }
  if (unread + closedPlaces > 0) {
    const de = `Nicht lesbar: ${unread} von ${total} Dateien und ${closedPlaces} von ${seen.places.length} Ablageorten.`
    const en = `Not readable: ${unread} of ${total} files and ${closedPlaces} of ${seen.places.length} storage places.`
    return say('unknown', 'not-all-read', de, en)
  }
  const de = `${total} von ${total} Dateien nennen mindestens ${recipients} Schlüssel; jede öffnete sich mit unserem Schlüssel und keine mit einem fremden.`
  const en = `${total} of ${total} files name at least ${recipients} keys; each opened with our key and none with a stranger's.`
  return say('holds', 'encrypted', de, en)
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
