import { afterEach, describe, expect, test } from 'vitest'
import { openCity } from '#definitions/rules/columns/city.ts'
import { columnsOf, policyRule } from '#definitions/rules/columns/fixtures.ts'
import { dice, randomClause, randomRow } from '#definitions/rules/columns/random-rules.ts'
import type { Runner } from '#definitions/rules/columns/run.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { dictionary, today } from '#definitions/rules/fixtures.ts'
import { createLanes, type LaneOptions, type Lanes } from './lanes.ts'

const open = new Set<Lanes>()
afterEach(async () => {
  await Promise.all([...open].map((lanes) => lanes.close()))
  open.clear()
})

async function started(options: LaneOptions): Promise<Lanes> {
  const lanes = createLanes({ worthwhile: 0, ...options })
  open.add(lanes)
  lanes.start()
  const wanted = (options.threads ?? 1) - 1
  for (let waited = 0; lanes.ready() < wanted && waited < 20_000; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  expect(lanes.ready()).toBe(wanted)
  return lanes
}

const roll = dice(21)
const rows = Array.from({ length: 30_000 }, () => randomRow(roll))
const raw = columnsOf(dictionary, rows)
const policies = Array.from({ length: 25 }, (_, i) => {
  for (;;) {
    const clause = randomClause(roll, roll(3))
    if (!('faults' in compileClause(clause, dictionary))) return policyRule(dictionary, `p${i}`, clause)
  }
})

function answered(kernels: 'wasm' | 'javascript', runner?: Runner) {
  const plan = openCity(raw, dictionary, { kernels, ...(runner ? { runner } : {}) }).on(today, policies)
  return {
    counts: [...plan.eligibleCounts()],
    verdicts: plan.verdicts(),
    rows: policies.map(({ id }) => Buffer.from(plan.rowsOf(id, 'near-miss')).toString('hex')),
  }
}

/** Asks until the other threads took a part: on a busy machine the first may do all before they wake. */
function answeredTogether(kernels: 'wasm' | 'javascript', lanes: Lanes, runner = lanes.runner) {
  let helped = 0
  for (let tries = 0; tries < 200 && helped === 0; tries += 1) {
    const answers = answered(kernels, {
      get lanes() {
        return runner.lanes
      },
      run: (memory, works) => {
        runner.run(memory, works)
        helped += lanes
          .shares()
          .slice(1)
          .reduce((sum, blocks) => sum + blocks, 0)
      },
    })
    if (helped > 0) return answers
  }
  throw new Error('the other threads never worked')
}

describe('a city asked on several threads answers as on one', () => {
  test.each([
    ['wasm', 2],
    ['wasm', 4],
    ['javascript', 2],
  ] as const)('%s kernels, %i threads', async (kernels, threads) => {
    const lanes = await started({ threads, kernels })
    expect(answeredTogether(kernels, lanes)).toEqual(answered(kernels))
  })

  test('a lane that leaves out the end of its program is found out', async () => {
    const lanes = await started({ threads: 2, kernels: 'wasm' })
    const faulty: Runner = {
      get lanes() {
        return lanes.runner.lanes
      },
      run: (memory, works) =>
        lanes.runner.run(
          memory,
          works.map((work, lane) => (lane === 1 ? { ...work, count: work.count >> 1 } : work)),
        ),
    }
    expect(answeredTogether('wasm', lanes, faulty)).not.toEqual(answered('wasm'))
  })

  test('little work wakes nobody, and closed lanes leave the work to the thread that asks', async () => {
    const lanes = await started({ threads: 2, kernels: 'wasm', worthwhile: Number.POSITIVE_INFINITY })
    expect(answered('wasm', lanes.runner)).toEqual(answered('wasm'))
    expect(lanes.shares()).toEqual([0, 0])
    await lanes.close()
    expect(lanes.runner.lanes).toBe(1)
    expect(answered('wasm', lanes.runner)).toEqual(answered('wasm'))
  })

  test('a lane that breaks ends the round with an error, and the next is done alone', async () => {
    const lanes = await started({ threads: 2, kernels: 'wasm' })
    const outside = 2 ** 31
    const breaking: Runner = {
      get lanes() {
        return lanes.runner.lanes
      },
      run: (memory, works) =>
        lanes.runner.run(
          memory,
          works.map((work, lane) => (lane === 1 ? { ...work, instructions: outside } : work)),
        ),
    }
    expect(() => answeredTogether('wasm', lanes, breaking)).toThrow('broke')
    expect(lanes.runner.lanes).toBe(1)
    expect(answered('wasm', lanes.runner)).toEqual(answered('wasm'))
  })
})
