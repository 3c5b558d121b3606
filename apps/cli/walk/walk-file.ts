import { parseDocument } from 'yaml'
import { z } from 'zod'
import { dayFromText } from '#definitions/facts/values.ts'
import { problem } from '../command.ts'

const Day = z.string().transform((text, context) => {
  const day = dayFromText(text)
  if (day === undefined) context.addIssue({ code: 'custom', message: 'a date such as 2025-06-30' })
  return day ?? text
})

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

/** Reads YAML or JSON; dates stay text. Says the first thing that is wrong, with its place. */
export function readWalk(text: string): WalkFile {
  const document = parseDocument(text, { schema: 'core', prettyErrors: true })
  const [error] = document.errors
  if (error)
    throw problem(
      'walk-not-readable',
      [`文件不是 YAML 或 JSON：${error.message}`, `The file is neither YAML nor JSON: ${error.message}`],
      ['请检查这一行的写法。', 'Check how that line is written.'],
    )
  const parsed = WalkFile.safeParse(document.toJS({ maxAliasCount: 50 }))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue?.path.join('.') || '/'
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''
  throw problem(
    'walk-invalid',
    [`${place} 写得不对 ${keys}`, `${place} is not right ${keys}: ${issue?.message}`],
    ['请对照 docs/reference/walk.md。', 'Compare it with docs/reference/walk.md.'],
  )
}
