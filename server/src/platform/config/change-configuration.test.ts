import { chmod, lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { changeConfiguration, previewConfiguration } from './change-configuration.ts'
import { configurationTemplate } from './configuration-template.ts'
import type { ConfigurationRule } from './load-configuration.ts'

const text = '# Kopf\nprovider:\n  name: A # der Name\n  contact: a@b.example\n\n# Ende\n'

async function holder(content = text, rule: ConfigurationRule = () => []) {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-change-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'nachweis.yaml')
  await writeFile(path, content)
  let reloads = 0
  const reload = async () => {
    reloads += 1
  }
  return {
    configurationFile: { path, rule, reload },
    reloads: () => reloads,
    text: () => readFile(path, 'utf8'),
    files: () => readdir(folder),
  }
}

it('changes one value, keeps every comment, and takes it over', async () => {
  const it = await holder()
  const change = await changeConfiguration(it, (document) => document.setIn(['provider', 'name'], 'Ä: "B"'))
  expect(await it.text()).toBe(text.replace('name: A', `name: 'Ä: "B"'`))
  expect([change.configuration.provider.name, it.reloads(), await it.files()]).toEqual([
    'Ä: "B"',
    1,
    ['nachweis.yaml'],
  ])
})

it('leaves the template, of which comments are the most, as it is but for the value', async () => {
  const it = await holder(configurationTemplate)
  await changeConfiguration(it, (document) => document.setIn(['provider', 'country'], 'Österreich'))
  expect(await it.text()).toBe(configurationTemplate.replace('country: Deutschland', 'country: Österreich'))
})

it('writes nothing that the schema or the rule refuses, and names the line', async () => {
  const it = await holder(text, ({ provider }) =>
    provider.name === 'B' ? [{ path: ['provider', 'name'], message: 'not B' }] : [],
  )
  const set = (path: string[], value: unknown) =>
    changeConfiguration(it, (document) => document.setIn(path, value))
  await expect(set(['provider', 'name'], 'B')).rejects.toMatchObject({
    reason: 'configuration-refused',
    words: { de: expect.stringContaining('nachweis.yaml:3: not B') },
  })
  await expect(set(['provider', 'contact'], 'nobody')).rejects.toMatchObject({
    reason: 'configuration-refused',
  })
  await expect(set(['providers'], 1)).rejects.toMatchObject({ reason: 'configuration-refused' })
  expect([await it.text(), it.reloads()]).toEqual([text, 0])
})

it('refuses to build on a file that is broken already', async () => {
  const it = await holder('provider: [')
  await expect(changeConfiguration(it, () => {})).rejects.toMatchObject({ reason: 'configuration-broken' })
})

it('puts the old text back when its record is not written', async () => {
  const it = await holder()
  const edit = changeConfiguration(
    it,
    (document) => document.setIn(['provider', 'name'], 'B'),
    async (write) => {
      await write()
      throw new Error('the database is away')
    },
  )
  await expect(edit).rejects.toThrow('away')
  expect([await it.text(), it.reloads()]).toEqual([text, 0])
})

it('does one change after the other, also after one that failed', async () => {
  const it = await holder()
  const results = await Promise.allSettled([
    changeConfiguration(it, (document) => document.setIn(['timeServers'], ['a.example'])),
    changeConfiguration(it, () => {
      throw new Error('no')
    }),
    changeConfiguration(it, (document) => document.addIn(['timeServers'], 'b.example')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await it.text()).toContain('timeServers:\n  - a.example\n  - b.example\n')
})

it('neither writes nor records when nothing changes, nor for a preview', async () => {
  const it = await holder()
  await changeConfiguration(
    it,
    (document) => document.setIn(['provider', 'name'], 'A'),
    () => Promise.reject(new Error()),
  )
  const { after } = await previewConfiguration(it, (document) => document.setIn(['provider', 'name'], 'B'))
  expect([after.includes('name: B'), await it.text()]).toEqual([true, text])
})

it('writes through a link, and keeps who may read the file', async () => {
  const it = await holder()
  const { path } = it.configurationFile
  await chmod(path, 0o640)
  await symlink(path, `${path}.link`)
  await changeConfiguration(
    { configurationFile: { ...it.configurationFile, path: `${path}.link` } },
    (document) => document.setIn(['provider', 'name'], 'B'),
  )
  expect((await lstat(`${path}.link`)).isSymbolicLink()).toBe(true)
  expect((await lstat(path)).mode & 0o777).toBe(0o640)
  expect(await it.text()).toContain('name: B')
})
