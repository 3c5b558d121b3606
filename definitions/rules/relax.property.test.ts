import { expect, test } from 'vitest'
import { compareRational, rational } from '../rational.ts'
import { compileClause, type RuleNode } from './clause.ts'
import type { Clause } from './clause-form.ts'
import { Answers } from './closures/answers.ts'
import { ClosurePlan } from './closures/plan.ts'
import { policyRule, sheetOf } from './columns/fixtures.ts'
import { dice, randomRow, soundClause } from './columns/random-rules.ts'
import { dictionary, today } from './fixtures.ts'
import { isRational, walk } from './expression.ts'
import { relaxed } from './relax.ts'

const share = 0.5

/** Without choices and negations there is one way to fulfil a condition, and one distance. */
const isPlain = (node: RuleNode): boolean =>
  node.kind === 'test' || (node.kind === 'all' && node.children.every(isPlain))

/** A range that nothing lies in is missed at its nearer bound, and near no value fulfils it. */
function hasEmptyRange(node: RuleNode): boolean {
  if (node.kind !== 'test') return node.children.some(hasEmptyRange)
  return [...walk(node.expression)].some(
    (part) =>
      part.op === 'in' &&
      part.tests.some(
        (one) =>
          one.op === 'range' &&
          !(
            one.low.op === 'literal' &&
            one.high.op === 'literal' &&
            isRational(one.low.value) &&
            isRational(one.high.value) &&
            compareRational(one.low.value, one.high.value) < 0
          ),
      ),
  )
}

test('whoever misses one condition by no more than a share fulfils the relaxed one, and of plain conditions nobody else does', () => {
  const roll = dice(5)
  let near = 0
  let far = 0
  for (let round = 0; round < 120; round += 1) {
    const parts = Array.from({ length: 1 + roll(3) }, (_, i) => ({
      id: `c${i}`,
      zh: `条件${i}`,
      en: `Condition ${i}`,
      when: soundClause(roll, 0) as string,
    }))
    const clause: Clause = round % 2 === 0 ? { all: parts } : soundClause(roll, 2)
    const compiled = compileClause(clause, dictionary)
    if ('faults' in compiled || hasEmptyRange(compiled.tree)) continue
    const rule = policyRule(dictionary, 'p', clause)
    const wider = { ...rule, id: 'wider', conditions: relaxed(rule.conditions, dictionary, rational(1, 2)) }
    const plan = new ClosurePlan([rule, wider], dictionary, today)
    for (let i = 0; i < 24; i += 1) {
      const answers = new Answers(plan, sheetOf(randomRow(roll)))
      const [first, second] = [answers.of(0), answers.of(1)]
      if (first.verdict === 'eligible') expect(second.verdict).toBe('eligible')
      if (!first.nearMiss) continue
      const gap = answers.because(0)?.gap?.share ?? 1
      if (Math.abs(gap - share) < 1e-9) continue
      if (gap < share) expect(second.verdict, rule.conditions.tree.text.zh).toBe('eligible')
      else if (isPlain(compiled.tree))
        expect(second.verdict, rule.conditions.tree.text.zh).not.toBe('eligible')
      if (gap < share) near += 1
      else far += 1
    }
  }
  expect(near).toBeGreaterThan(5)
  expect(far).toBeGreaterThan(30)
})
