import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { configurationVersion, isConfigurationWritable } from '../../platform/config/change-configuration.ts'
import { configurationTemplate } from '../../platform/config/configuration-template.ts'
import { ConfigurationError, parseConfiguration } from '../../platform/config/load-configuration.ts'
import type { Configuration } from '../../platform/config/configuration.ts'
import type { Platform } from '../../platform/platform.ts'
import type * as contract from './contract.ts'

const example = parseConfiguration(configurationTemplate, 'nachweis.yaml', () => []).provider

/** What the console edits, as the file says it; while the file is broken, as it is in force. */
export async function showConfiguration(
  platform: Platform,
): Promise<z.input<typeof contract.showConfiguration.output>> {
  const text = await readFile(platform.configurationFile.path, 'utf8')
  const { provider, teams, measures, endpoints, timeServers, pages, backups, mail } = said(platform, text)
  return {
    version: configurationVersion(text),
    configuration: {
      provider,
      teams,
      measures,
      endpoints,
      timeServers,
      pages,
      backups: { everyHours: backups.everyHours, places: backups.places },
    },
    isExample: provider.name === example.name || provider.contact === example.contact,
    isWritable: await isConfigurationWritable(platform),
    publicUrl: platform.environment.publicUrl,
    hasMail: mail !== undefined,
  }
}

function said({ configuration, configurationFile }: Platform, text: string): Configuration {
  try {
    return parseConfiguration(text, configurationFile.path, configurationFile.rule)
  } catch (error) {
    if (error instanceof ConfigurationError) return configuration()
    throw error
  }
}
