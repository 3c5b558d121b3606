import { z } from 'zod'
import { defineCommand, done, problem, type Session } from '../command.ts'
import { matchLines, runMatch } from '../match.ts'
import { cityFlag, readFile } from '../places.ts'
import { policyCity } from '../policy-of-city.ts'

/** The policies of a city for the facts of one enterprise, without a server. */
export const matchCommand = defineCommand({
  path: ['match'],
  positional: ['<file>'],
  summary: {
    zh: '按事实清单（JSON 或 YAML）判断能享受哪些政策',
    en: 'Judge a fact sheet (JSON or YAML) by every policy',
  },
  flags: [
    {
      flag: '--on <date>',
      zh: '按哪一天判断，例如 2025-06-30',
      en: 'day of the question, such as 2025-06-30',
    },
    cityFlag,
  ],
  input: z.object({ file: z.string(), on: z.string().optional(), city: z.string().optional() }),
  run: async (session, { file, on, city: wanted }) => {
    const text = textOf(file)
    const city = await policyCity(wanted)
    const answer = runMatch(city, text, on)
    if ('faults' in answer) {
      for (const fault of answer.faults) sayFault(session, fault)
      return { exit: 2, value: { errors: answer.faults } }
    }
    for (const line of matchLines(answer, session.language)) session.line(line)
    return done(answer.matches)
  },
})

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFile(file))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw problem(
      'file-not-text',
      [`文件 ${file} 不是 UTF-8 文字`, `The file ${file} is not UTF-8 text`],
      ['请另存为 UTF-8 编码。', 'Save it as UTF-8.'],
    )
  }
}

function sayFault(
  session: Session,
  {
    path,
    code,
    message,
    expected,
    remedy,
  }: {
    path: readonly (string | number)[]
    code: string
    expected: string
    message: { zh: string; en: string }
    remedy: { zh: string; en: string }
  },
): void {
  const { language } = session
  session.line(`${path.join('.')} ${code}: ${message[language]} (${expected}) ${remedy[language]}`)
}
