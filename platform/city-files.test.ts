import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cityKinds } from '#definitions/city/kinds.ts'
import { loadCity, readCityFiles } from './city-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'city-'))
  await mkdir(join(folder, 'calendar'))
  await writeFile(join(folder, 'calendar', 'latin.yaml'), Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xe9]))
  await writeFile(join(folder, 'roles.yaml'), '[]\n')
  await writeFile(join(folder, 'README.md'), 'not a definition\n')
  await writeFile(join(folder, 'industries.yaml'), 'x'.repeat(5_000_000))
  await symlink('/etc/hostname', join(folder, 'departments.yaml'))
})
afterAll(() => rm(folder, { recursive: true }))

test('only the YAML files of the folder itself are read, and links are not followed', async () => {
  const files = await readCityFiles(folder)
  expect([...files.keys()]).toEqual(['calendar/latin.yaml', 'industries.yaml', 'roles.yaml'])
})

test('what cannot be read is a fault, not an exception', async () => {
  const { faults } = await loadCity(folder, cityKinds)
  expect(faults.map(({ file, code }) => `${file} ${code}`)).toEqual(
    expect.arrayContaining([
      'calendar/latin.yaml not-text',
      'industries.yaml too-large',
      'departments.yaml missing-file',
    ]),
  )
})

test('a folder that does not exist is an error of the caller', async () => {
  await expect(loadCity(join(folder, 'nowhere'), cityKinds)).rejects.toThrow('ENOENT')
})
