import { z } from 'zod'
import { instantFrom } from '#kernel/time.ts'
import { applyDefinitions, compareDefinitions, readDefinitions } from '#platform/definition-store.ts'
import { defineCommand, done, notInOrder } from '../command.ts'
import { soundCityRows } from '../city-rows.ts'
import { withDatabase } from '../database.ts'
import { cityDirectory, configFor, homeFlag } from '../places.ts'
import { sayChanges } from './city-diff.ts'

export const cityApply = defineCommand({
  path: ['city', 'apply'],
  positional: ['<city>'],
  summary: {
    zh: '把城市文件写入数据库；有改动而没有新版本号的一律不写',
    en: 'Put a city’s files into the database; a change without a newer version refuses the whole',
  },
  flags: [homeFlag],
  changes: true,
  input: z.object({ city: z.string(), home: z.string().optional() }),
  run: async (session, { city, home }) => {
    const rows = await soundCityRows(cityDirectory(city))
    const { applied, refused } = await withDatabase(configFor({ home }), async (_, pool) => {
      if (!session.dryRun) return applyDefinitions(pool, rows, 'command-line', instantFrom(Date.now()))
      const changes = compareDefinitions(await readDefinitions(pool), rows)
      const refused = changes.filter(({ change }) => change === 'changed')
      return { applied: refused.length ? [] : changes, refused }
    })
    sayChanges(session, refused.length ? refused : applied)
    if (refused.length)
      session.tell(
        `没有写入：${refused.length} 项有改动但没有新版本号。请把 version 加一，并写明生效日期。`,
        `Nothing was written: ${refused.length} definitions changed without a newer version. Raise version and date it.`,
      )
    else if (session.dryRun)
      session.tell(`将写入 ${applied.length} 项。`, `Would write ${applied.length} definitions.`)
    else session.tell(`已写入 ${applied.length} 项。`, `Wrote ${applied.length} definitions.`)
    const value = { dryRun: session.dryRun, applied, refused }
    return refused.length ? notInOrder(value) : done(value)
  },
})
