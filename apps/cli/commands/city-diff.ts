import { z } from 'zod'
import { compareDefinitions, type DefinitionChange, readDefinitions } from '#platform/definition-store.ts'
import { defineCommand, type Session } from '../command.ts'
import { soundCityRows } from '../city-rows.ts'
import { withDatabase } from '../database.ts'
import { cityDirectory, configFor, homeFlag } from '../places.ts'

export const cityDiff = defineCommand({
  path: ['city', 'diff'],
  positional: ['<city>'],
  summary: { zh: '比较城市文件和数据库', en: 'Compare a city’s files with the database' },
  flags: [homeFlag],
  input: z.object({ city: z.string(), home: z.string().optional() }),
  run: async (session, { city, home }) => {
    const rows = await soundCityRows(cityDirectory(city))
    const recorded = await withDatabase(configFor({ home }), (_, pool) => readDefinitions(pool))
    const changes = compareDefinitions(recorded, rows)
    const inFiles = new Set(rows.map(({ kind, id }) => `${kind}/${id}`))
    const only = [
      ...new Set(recorded.map(({ kind, id }) => `${kind}/${id}`).filter((name) => !inFiles.has(name))),
    ]
    sayChanges(session, changes)
    for (const name of only) session.tell(`只在数据库  ${name}`, `database only  ${name}`)
    if (!changes.length && !only.length) session.tell('没有差别。', 'No differences.')
    return { exit: changes.length || only.length ? 1 : 0, value: { changes, onlyInDatabase: only } }
  },
})

const words: Readonly<Record<DefinitionChange['change'], readonly [zh: string, en: string]>> = {
  new: ['新增', 'new'],
  'new-version': ['新版本', 'new version'],
  changed: ['有改动但没有新版本号', 'changed without a newer version'],
}

export function sayChanges(session: Session, changes: readonly DefinitionChange[]): void {
  for (const { kind, id, version, change } of changes) {
    const [zh, en] = words[change]
    session.tell(`${zh}  ${kind}/${id} 第 ${version} 版`, `${en}  ${kind}/${id} version ${version}`)
  }
}
