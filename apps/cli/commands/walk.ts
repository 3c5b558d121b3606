import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { cityDirectory, cityFlag, readFile } from '../places.ts'
import { withOwnServer } from '../walk/own-server.ts'
import { readWalk } from '../walk/walk-file.ts'
import { walkThrough } from '../walk/walk.ts'

export const walkCommand = defineCommand({
  path: ['walk'],
  positional: ['<file>'],
  summary: {
    zh: '按文件里的填写走一遍：办照、领证、比对政策、领钱',
    en: 'Drive a founder’s answers through to licence, verdicts and payment',
  },
  flags: [
    { flag: '--url <url>', zh: '使用正在运行的演示平台', en: 'use a demonstration that is running' },
    cityFlag,
  ],
  changes: true,
  input: z.object({ file: z.string(), url: z.url().optional(), city: z.string().optional() }),
  run: async (session, { file, url, city }) => {
    const walk = readWalk(readFile(file).toString('utf8'))
    const wanted = city ?? walk.city
    const directory = wanted === undefined ? undefined : cityDirectory(wanted)
    if (session.dryRun) {
      session.tell('文件写法正确，没有执行。', 'The file is well written; nothing was done.')
      return done({ dryRun: true, walk })
    }
    const go = (at: string) => walkThrough(session, at.replace(/\/$/, ''), walk)
    const walked = url === undefined ? await withOwnServer(directory, go) : await go(url)
    for (const one of walked.unmet) session.tell(`与预期不同：${one}`, `Not as expected: ${one}`)
    return { exit: walked.unmet.length ? 1 : 0, value: walked }
  },
})
