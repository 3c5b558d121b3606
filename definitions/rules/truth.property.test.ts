import { expect, test } from 'vitest'
import { compileClause } from './clause.ts'
import { sheetOf } from './columns/fixtures.ts'
import { dice, randomRow, soundClause } from './columns/random-rules.ts'
import { question } from './evaluate.ts'
import { explainIn, truthIn } from './explain.ts'
import { dictionary, today } from './fixtures.ts'

test('the truth told without reasons is the one told with them', () => {
  const roll = dice(29)
  const found = new Map<string, number>()
  for (let round = 0; round < 150; round += 1) {
    const compiled = compileClause(soundClause(roll, roll(4)), dictionary)
    if ('faults' in compiled) throw new Error('a sound clause has no faults')
    for (let i = 0; i < 12; i += 1) {
      const sheet = sheetOf(randomRow(roll))
      const asked = () => question(dictionary, sheet, today, compiled.parameters)
      const truth = truthIn(compiled, asked())
      expect(truth, compiled.tree.text.zh).toBe(explainIn(compiled, asked()).truth)
      found.set(truth, (found.get(truth) ?? 0) + 1)
    }
  }
  for (const truth of ['true', 'false', 'unknown']) expect(found.get(truth), truth).toBeGreaterThan(100)
})
