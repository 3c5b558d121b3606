import { evaluate as feelin } from 'feelin'
import { expect, test } from 'vitest'
import { rational } from '#definitions/rational.ts'
import { ExpressionWriter, literal, NotInFeel } from '#definitions/dmn/profile/write-expression.ts'
import { condition, dice, type Dice } from '#definitions/rules/columns/random-rules.ts'
import { evaluate, question } from '#definitions/rules/evaluate.ts'
import { isRational, typeOf, type Value } from '#definitions/rules/expression.ts'
import { compile, today } from '#definitions/rules/fixtures.ts'
import { dictionary } from './dictionary.ts'
import { fuzzRow, type Row, sheetOf } from './rows.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 11)

/** Numbers in halves and money in whole 元: what binary fractions hold exactly. */
function exactRow(roll: Dice): Row {
  const row = fuzzRow(roll, false)
  const facts = new Map(
    [...row.facts].map(([key, value]): [string, Value] => {
      if (!isRational(value)) return [key, value]
      const kind = typeOf(dictionary.vocabulary.facts.get(key.split(' ')[0] ?? '') ?? neverAsked).kind
      if (kind === 'money') return [key, rational((value.n / (100n * value.d)) * 100n)]
      return [key, kind === 'number' ? rational((value.n * 2n) / value.d, 2) : value]
    }),
  )
  return { facts, lists: row.lists }
}
const neverAsked = { type: 'text' } as never

/** A condition as FEEL with the facts of one enterprise written into it, so that nothing of ours reads them. */
function textFor(written: string, row: Row): string {
  const expression = compile(written)
  const value = (id: string, back: number | undefined) => {
    const fact = dictionary.vocabulary.facts.get(id)
    const year = back === undefined ? undefined : Number(today.slice(0, 4)) - back
    const known = row.facts.get(year === undefined ? id : `${id} ${year}`)
    return fact === undefined || known === undefined ? 'null' : literal(known, typeOf(fact))
  }
  const writer: ExpressionWriter = new ExpressionWriter({
    dictionary,
    fact: (id, back) => {
      const tree = dictionary.derived.get(id)
      const own = value(id, back)
      return own === 'null' && tree !== undefined ? writer.text(tree, { yearsBack: back }) : own
    },
    parameter: () => 'null',
    today: () => `date("${today}")`,
  })
  return writer.text(expression)
}

/** What doubles cannot be held to, and days moved, because feelin multiplies no durations; the rest must agree. */
const beyondDoubles = /\/|占比|round|月数|年数|天数|[+-] \d+(?:天|个月|年)/

test('an engine of others answers the rules of the profile as ours does', () => {
  const roll = dice(seed)
  const told = new Map<string, number>()
  const differences: string[] = []
  for (let i = 0; i < 3000; i += 1) {
    const written = condition(roll, 1 + roll(2))
    if (beyondDoubles.test(written)) continue
    const row = exactRow(roll)
    const own = evaluate(compile(written), question(dictionary, sheetOf(row), today))
    let text: string
    try {
      text = textFor(written, row)
    } catch (error) {
      if (error instanceof NotInFeel) continue
      throw error
    }
    const other: unknown = feelin(text, {}).value ?? undefined
    told.set(String(own), (told.get(String(own)) ?? 0) + 1)
    if (own !== other) differences.push(`${written}: ${String(own)}, feelin ${String(other)}: ${text}`)
  }
  process.stdout.write(
    `feelin: seed ${seed}, ${[...told].map(([answer, count]) => `${answer} ${count}`).join(', ')}, ${differences.length} differences\n`,
  )
  expect(differences.slice(0, 5)).toEqual([])
  for (const answer of ['true', 'false', 'undefined']) expect(told.get(answer)).toBeGreaterThan(200)
}, 120_000)
