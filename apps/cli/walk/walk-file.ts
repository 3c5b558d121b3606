import { z } from 'zod'
import { readCityYaml } from '#definitions/city/city-yaml.ts'
import { type Fault, fault, withAbout } from '#definitions/city/fault.ts'
import { schemaFaults } from '#definitions/city/schema-faults.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { problem } from '../command.ts'

const Day = z.string().transform((text, context) => {
  const day = dayFromText(text)
  if (day === undefined) {
    const params = fault('bad-date', nowhere, '2025-06-30', text.slice(0, 40))
    context.addIssue({ code: 'custom', message: params.expected, params })
  }
  return day ?? text
})
const nowhere = { file: '', line: 1, column: 1, path: '' }

/** How an officer answers a stage; `results` by the identifier of what has to be written down. */
const Decision = z.strictObject({
  outcome: z.enum(['grant', 'refuse']).default('grant'),
  reasons: z.string().min(2).default('材料齐全，符合条件'),
  basis: z.string().optional(),
  results: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})
export type Decision = z.output<typeof Decision>

/** A founder's way through the platform, as a file. Field names may be identifiers or titles, in Chinese or English. */
export const WalkFile = z.strictObject({
  name: z.string().optional(),
  note: z.string().optional(),
  /** name or directory of the city, when the walk starts its own server */
  city: z.string().optional(),
  /** day on which the policies are judged; today when absent */
  on: Day.optional(),
  founder: z
    .strictObject({ login: z.string().optional(), name: z.string().min(1).max(100) })
    .default({ name: '陈晓雯' }),
  theme: z.string().default('open-a-company'),
  answers: z.record(z.string(), z.unknown()),
  /** by stage, such as `registration.examine`; `all` for the others */
  officers: z.record(z.string(), Decision).default({}),
  /** what departments know of the company afterwards, written as a fact sheet */
  facts: z.record(z.string(), z.unknown()).optional(),
  benefit: z
    .strictObject({
      policy: z.string(),
      asOf: Day,
      period: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      /** 元 */
      budget: z.number().positive().default(1_000_000),
    })
    .optional(),
  expect: z
    .strictObject({
      standing: z.string().optional(),
      licences: z.number().int().optional(),
      verdicts: z
        .record(z.string(), z.enum(['eligible', 'ineligible', 'unknown', 'not-applicable']))
        .optional(),
      /** 分 */
      payment: z.number().int().optional(),
    })
    .optional(),
})
export type WalkFile = z.output<typeof WalkFile>

/** Reads YAML or JSON; dates stay text. Says everything that is wrong at once, each with its line. */
export function readWalk(text: string): WalkFile {
  const yaml = readCityYaml('', text)
  if ('faults' in yaml) throw wrong('walk-not-readable', yaml.faults)
  const parsed = WalkFile.safeParse(yaml.value)
  if (parsed.success) return parsed.data
  throw wrong('walk-invalid', schemaFaults(parsed.error.issues, yaml, []))
}

function wrong(code: string, faults: readonly Fault[]) {
  const [zh, en] = (['zh', 'en'] as const).map((language) =>
    faults
      .map(({ line, path, expected, remedy, ...said }) => {
        const message = withAbout(said)
        const place = path === '' ? '' : ` ${path}`
        return language === 'zh'
          ? `第 ${line} 行${place}：${message.zh}（${expected}）${remedy.zh}`
          : `Line ${line}${place}: ${message.en} (${expected}) ${remedy.en}`
      })
      .join('\n'),
  )
  return problem(
    code,
    [`文件有 ${faults.length} 处不对：\n${zh}`, `${faults.length} things in the file are wrong:\n${en}`],
    ['请对照 docs/reference/walk.md。', 'Compare it with docs/reference/walk.md.'],
  )
}
