import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { readDefinitions } from '#platform/definition-store.ts'
import { defineCommand, done, problem } from '../command.ts'
import { withDatabase } from '../database.ts'
import { cityFiles, writeFiles } from '../export-city.ts'
import { configFor, homeFlag } from '../places.ts'

export const cityExport = defineCommand({
  path: ['city', 'export'],
  positional: ['<directory>'],
  summary: { zh: '把数据库里的定义写成城市文件', en: 'Write the database’s definitions as a city’s files' },
  flags: [homeFlag],
  changes: true,
  input: z.object({ directory: z.string(), home: z.string().optional() }),
  run: async (session, { directory, home }) => {
    const target = path.resolve(directory)
    if (fs.existsSync(target) && fs.readdirSync(target).length)
      throw problem(
        'directory-not-empty',
        [`目录 ${target} 不是空的`, `The directory ${target} is not empty`],
        ['请换一个新目录，导出不会覆盖文件。', 'Choose a new directory; an export never overwrites files.'],
      )
    const rows = await withDatabase(configFor({ home }), (_, pool) => readDefinitions(pool))
    const files = cityFiles(rows, composition.kinds)
    if (!session.dryRun) writeFiles(target, files)
    if (session.dryRun) session.tell(`将写 ${files.size} 个文件。`, `Would write ${files.size} files.`)
    else session.tell(`已写 ${files.size} 个文件到 ${target}。`, `Wrote ${files.size} files to ${target}.`)
    return done({
      dryRun: session.dryRun,
      directory: target,
      files: [...files.keys()],
      definitions: rows.length,
    })
  },
})
