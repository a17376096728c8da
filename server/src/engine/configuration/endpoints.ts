import { Problem } from '../../kernel/problem.ts'
import { recorded } from '../../kernel/recorded.ts'
import { answer, type Endpoint } from '../../kernel/route.ts'
import {
  changeConfiguration,
  configurationVersion,
  previewConfiguration,
} from '../../platform/config/change-configuration.ts'
import type { Platform } from '../../platform/platform.ts'
import { runCommand } from '../log/index.ts'
import * as contract from './contract.ts'
import { changedLines } from './changed-lines.ts'
import { applyChanges } from './apply-changes.ts'
import { showConfiguration } from './show.ts'

/** The programming interface of this module. */
export const configurationEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.showConfiguration, () => showConfiguration(platform)),
  answer(contract.previewConfiguration, async ({ body }) => {
    const { before, after } = await previewConfiguration(platform, applyChanges(body.changes))
    return { lines: changedLines(before, after) }
  }),
  answer(contract.changeConfiguration, async ({ body: { version, changes }, actor }) => {
    const command = { permission: contract.changeConfiguration.permission, actor }
    const { after } = await changeConfiguration(platform, applyChanges(changes), (write, change) => {
      if (configurationVersion(change.before) !== version) throw changedMeanwhile()
      const data = { parts: Object.keys(changes), lines: changedLines(change.before, change.after) }
      const draft = { type: 'configuration.changed', data, disclosed: false }
      return runCommand(platform, command, async () => recorded([draft], undefined, write))
    })
    return { version: configurationVersion(after) }
  }),
]

const changedMeanwhile = () =>
  new Problem('conflict', 'configuration-changed-meanwhile', {
    de: 'Die Konfiguration wurde inzwischen von anderer Seite geändert. Laden Sie die Seite neu und prüfen Sie, was jetzt dort steht.',
    en: 'The configuration was changed by somebody else meanwhile. Reload the page and look at what it says now.',
  })
