import path from 'node:path'
import { z } from 'zod'
import { writeCity } from '#tools/synthetic-city/ndjson.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'
import { defineCommand, done, problem } from '../command.ts'
import { withSystem } from '../database.ts'
import { cityFlag, configFor, homeFlag } from '../places.ts'

export const synthCommand = defineCommand({
  path: ['synth'],
  summary: { zh: '生成可重现的虚构企业', en: 'Make a reproducible synthetic city of enterprises' },
  flags: [
    { flag: '--enterprises <count>', zh: '企业数量', en: 'how many enterprises' },
    { flag: '--seed <seed>', zh: '种子，相同种子结果相同', en: 'seed; the same seed makes the same city' },
    { flag: '--last-year <year>', zh: '最后一个有数据的年份', en: 'last year with figures' },
    { flag: '--out <file>', zh: '写入 NDJSON 文件', en: 'write an NDJSON file' },
    {
      flag: '--load',
      zh: '载入数据库（只用于演示和测试）',
      en: 'load into the database, for demonstration and tests only',
    },
    homeFlag,
    cityFlag,
  ],
  changes: true,
  input: z.object({
    enterprises: z.coerce.number().int().min(1).max(10_000_000).default(5_000),
    seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
    lastYear: z.coerce.number().int().min(2_000).max(2_100).default(2_025),
    out: z.string().optional(),
    load: z.boolean().default(false),
    home: z.string().optional(),
    city: z.string().optional(),
  }),
  run: async (session, { enterprises, seed, lastYear, out, load, ...where }) => {
    if (out === undefined && !load)
      throw problem(
        'synth-nowhere',
        ['没有说明写到哪里', 'It is not said where the city goes'],
        ['请加 --out 文件，或加 --load。', 'Add --out FILE, or --load.'],
      )
    const options = { seed, lastYear }
    if (session.dryRun) {
      session.tell(
        `将生成 ${enterprises} 家企业，种子 ${seed}。`,
        `Would make ${enterprises} enterprises from seed ${seed}.`,
      )
      return done({ dryRun: true, enterprises, ...options, out, load })
    }
    const started = performance.now()
    const file = out === undefined ? undefined : path.resolve(out)
    const written = file === undefined ? undefined : await writeFile(file, enterprises, options)
    const loaded = load
      ? await withSystem(configFor(where), (system) => {
          const { definitions, now } = system.moment()
          return loadCity(system.pool, definitions, enterprises, options, now)
        })
      : undefined
    const seconds = Math.round((performance.now() - started) / 100) / 10
    if (file)
      session.tell(`已写入 ${file}（${enterprises} 家）。`, `Wrote ${enterprises} enterprises to ${file}.`)
    if (loaded)
      session.tell(
        `已载入 ${loaded.enterprises} 家企业、${loaded.facts} 项事实。`,
        `Loaded ${loaded.enterprises} enterprises with ${loaded.facts} facts.`,
      )
    session.tell(`用时 ${seconds} 秒。数据均为虚构。`, `It took ${seconds} s. All of it is invented.`)
    return done({ enterprises, ...options, file, bytes: written?.bytes, loaded, seconds })
  },
})

const writeFile = (file: string, enterprises: number, options: { seed: number; lastYear: number }) =>
  writeCity(file, enterprises, options).catch((error: NodeJS.ErrnoException) => {
    if (!error.code) throw error
    throw problem(
      'file-not-writable',
      [`写不了文件 ${file}`, `The file ${file} cannot be written`],
      ['请检查目录、权限和磁盘空间。', 'Check the directory, your permission and the disk space.'],
    )
  })
