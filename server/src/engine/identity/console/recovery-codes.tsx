import { useState, type ReactNode } from 'react'
import { Button, Checkbox, CopyField, FormButtons, text, useText } from '@nachweis/console'
import './enrolment.css'

interface Props {
  readonly codes: readonly string[]
  /** Called once somebody said that they kept them. */
  readonly onKept: () => void
}

/** Ten codes that are shown this once: copy, keep as a file, print; and only then go on. */
export function RecoveryCodes({ codes, onKept }: Props): ReactNode {
  const t = useText()
  const [isKept, setKept] = useState(false)
  const list = codes.join('\n')
  const download = () => {
    const content = `${t(words.file(location.host, today()))}\n\n${list}\n`
    const url = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = t(words.fileName)
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="recovery-codes">
      <p>{t(words.why)}</p>
      <CopyField label={words.codes} value={list} />
      <div className="form-buttons no-print">
        <Button label={words.download} onPress={download} />
        <Button label={words.print} onPress={() => window.print()} />
      </div>
      <div className="no-print">
        <Checkbox label={words.kept} isSelected={isKept} onChange={setKept} />
        <FormButtons>
          <Button label={words.goOn} weight="strong" isDisabled={!isKept} onPress={onKept} />
        </FormButtons>
      </div>
    </div>
  )
}

// eslint-disable-next-line nachweis/ambient-time -- the day on a file that somebody keeps
const today = () => new Date().toISOString().slice(0, 10)

const words = {
  why: text(
    'Mit diesen Codes kommen Sie hinein, wenn Ihr Passkey oder Ihre App verloren ist. Jeder gilt einmal. Sie werden nur jetzt gezeigt; bewahren Sie sie getrennt von Ihrem Gerät auf, zum Beispiel ausgedruckt oder im Passwortspeicher.',
    'These codes let you in when your passkey or your app is lost. Each works once. They are shown only now; keep them apart from your device, for example printed or in a password store.',
  ),
  codes: text('Ihre zehn Wiederherstellungscodes', 'Your ten recovery codes'),
  download: text('Als Textdatei sichern', 'Keep as a text file'),
  print: text('Drucken', 'Print'),
  kept: text('Ich habe die Codes sicher aufbewahrt.', 'I have kept the codes in a safe place.'),
  goOn: text('Weiter', 'Continue'),
  fileName: text('nachweis-wiederherstellungscodes.txt', 'nachweis-recovery-codes.txt'),
  file: (host: string, day: string) =>
    text(
      `Wiederherstellungscodes für ${host}, erstellt am ${day}. Jeder gilt einmal.`,
      `Recovery codes for ${host}, made on ${day}. Each works once.`,
    ),
}
