import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dayFromText, readValue } from '#definitions/facts/values.ts'
import { type Dictionary, dictionaryOf } from '#definitions/rules/dictionary.ts'
import { isRational } from '#definitions/rules/expression.ts'
import { definitionKind } from '#kernel/definition.ts'
import type { Verdict } from '#kernel/explanation.ts'
import { type CompiledPolicy, compilePolicy } from './compile.ts'
import { uncoveredBy } from './coverage.ts'
import { policyKind } from './definition.ts'
import { matchPolicy, type PolicyMatch } from './match.ts'

const verdicts: Readonly<Record<string, Verdict>> = {
  符合: 'eligible',
  不符合: 'ineligible',
  缺数据: 'unknown',
  不适用: 'not-applicable',
}

/** What an example says must come out. What it does not name is not tested. */
export const Expectation = z.strictObject({
  verdict: z.enum(['符合', '不符合', '缺数据', '不适用']),
  /** with its unit, or null for no sum */
  amount: z.string().nullable().optional(),
  /** the condition that decided against */
  failing: z.string().optional(),
  /** how far from the limit, such as `0.01%` or `1 人` */
  gap: z.string().optional(),
  /** names of the facts that are asked for */
  missing: z.array(z.string()).optional(),
  /** the department to ask for one of them */
  ask: z.string().optional(),
})

export const Example = z.strictObject({
  name: z.string().min(1),
  on: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).default({}),
  expect: Expectation,
})
export type Example = z.output<typeof Example>

/** Law in, outcome out: the examples of one version of a policy. `shared` facts hold for each unless it says otherwise. */
export const Examples = z.strictObject({
  policy: ref('policy'),
  version: z.number().int().positive().default(1),
  shared: z.strictObject({ on: z.string(), facts: z.record(z.string(), z.unknown()).default({}) }),
  examples: z.array(Example).min(2).max(200),
})
export type Examples = z.output<typeof Examples>

export const examplesKind = definitionKind<Examples>(
  'example',
  'policies/*/examples.yaml',
  Examples as z.ZodType<Examples>,
  {
    key: 'policy',
    check(examples, all) {
      const policy = all.find(policyKind, examples.policy, examples.version)
      if (policy === undefined) return []
      const dictionary = dictionaryOf(all.list(factKind))
      const compiled = compilePolicy(policy, dictionary)
      if ('faults' in compiled) return []
      const failures = examples.examples.flatMap((example, i) =>
        runExample(compiled, dictionary, examples, example).map((failure) =>
          complain(
            'example-fails',
            ['examples', i],
            'the expected outcome',
            [`示例“${example.name}”：${failure.zh}`, `Example “${example.name}”: ${failure.en}`],
            ['请检查规则或示例哪一个写错了', 'Check whether the rule or the example is wrong'],
          ),
        ),
      )
      return [...failures, ...lacking(examples), ...uncovered(compiled, dictionary, examples)]
    },
  },
)

function lacking({ examples }: Examples) {
  const wanted = ['符合', '不符合', '缺数据'] as const
  return wanted
    .filter((verdict) => !examples.some(({ expect }) => expect.verdict === verdict))
    .map((verdict) =>
      complain(
        'example-missing',
        ['examples'],
        verdict,
        [`没有结果为“${verdict}”的示例`, `no example comes to “${verdict}”`],
        ['请至少各写一个：符合、不符合、缺数据', 'Write at least one each of 符合, 不符合 and 缺数据'],
      ),
    )
}

/** Every single test of a policy is seen true and seen false, so that none can be wrong unnoticed. */
const uncovered = (compiled: CompiledPolicy, dictionary: Dictionary, examples: Examples) =>
  uncoveredBy(compiled, dictionary, examples).map(({ id, text, truth }) =>
    complain(
      'example-coverage',
      ['examples'],
      `${id}: ${truth}`,
      [
        `没有示例让“${text.zh}”${truth ? '成立' : '不成立'}`,
        `no example makes “${text.en}” ${truth ? 'true' : 'false'}`,
      ],
      [
        '请补一个示例，使每项条件既有成立的、也有不成立的',
        'Add an example, so that every condition is true in one and false in another',
      ],
    ),
  )

export interface Failure {
  readonly zh: string
  readonly en: string
}

const failure = (what: string, wanted: unknown, got: unknown): Failure => ({
  zh: `${what}应为 ${String(wanted)}，得到 ${String(got)}`,
  en: `${what} should be ${String(wanted)}, is ${String(got)}`,
})

/** What of an example does not come out as expected; nothing when all does. */
export function runExample(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  { shared }: Examples,
  example: Example,
): Failure[] {
  const on = dayFromText(example.on ?? shared.on)
  const parsed = parseFactSheet({ ...shared.facts, ...example.facts }, dictionary.vocabulary, on)
  if ('faults' in parsed)
    return parsed.faults.map(({ path, message }) => ({
      zh: `${path.join('.')}：${message.zh}`,
      en: `${path.join('.')}: ${message.en}`,
    }))
  const match = matchPolicy(compiled, dictionary, parsed.sheet, parsed.on)
  return compared(example.expect, match, dictionary)
}

function compared(
  expect: z.output<typeof Expectation>,
  match: PolicyMatch,
  dictionary: Dictionary,
): Failure[] {
  const { explanation } = match
  const found: Failure[] = []
  const same = (what: string, wanted: unknown, got: unknown) => {
    if (wanted !== undefined && wanted !== got) found.push(failure(what, wanted, got))
  }
  same('verdict', verdicts[expect.verdict], match.verdict)
  if (expect.amount !== undefined) same('amount', fenFrom(expect.amount), match.amount)
  same('failing', expect.failing, explanation.because)
  if (expect.gap !== undefined) {
    const because = explanation.tree.find(({ id }) => id === explanation.because)
    same('gap', gapText(expect.gap), gapText(because?.gap?.zh ?? ''))
  }
  if (expect.missing !== undefined) {
    const wanted = expect.missing.map((name) => dictionary.vocabulary.loosely(name)?.fact.id ?? name)
    same(
      'missing',
      [...new Set(wanted)].sort().join(' '),
      [...new Set(explanation.missing.map(({ fact }) => fact))].sort().join(' '),
    )
  }
  if (expect.ask !== undefined && !explanation.missing.some(({ ask }) => ask === expect.ask))
    found.push(failure('ask', expect.ask, explanation.missing.map(({ ask }) => ask).join(' ')))
  return found
}

/** A sum of money as it is written, in 分; undefined where it is none. */
export function fenFrom(amount: string | null): number | null | undefined {
  if (amount === null) return null
  const read = readValue({ id: 'amount', zh: '金额', en: 'Amount', type: 'money', signed: true }, amount)
  return 'value' in read && isRational(read.value) ? Number(read.value.n) : undefined
}

const gapText = (text: string) =>
  text
    .replace(/[\s,]/g, '')
    .replace(/^(还差|超出|早了|晚了)/, '')
    .replace(/%$/, '个百分点')
