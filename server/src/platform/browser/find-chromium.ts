import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Path of a Chromium: the operator's, else the first in PATH, else Debian's; null when there is none. */
export async function findChromium({
  chromium,
  path,
}: Pick<Environment, 'chromium' | 'path'>): Promise<string | null> {
  if (chromium !== null) return (await isExecutable(chromium)) ? chromium : null
  const places = [...path.flatMap((folder) => names.map((name) => join(folder, name))), '/usr/bin/chromium']
  for (const place of places) if (await isExecutable(place)) return place
  return null
}

const isExecutable = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
