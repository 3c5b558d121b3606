import { composition } from '#apps/composition.ts'
import { dice } from '#definitions/rules/columns/random-rules.ts'
import { openCity } from '#definitions/rules/columns/city.ts'
import { type RawColumn, type RawColumns, unknownTruth } from '#definitions/rules/columns/raw.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { effectOf } from '#engines/policy/desk/effect.ts'
import { ruleOf } from '#engines/policy/rule-of.ts'
import { readDraft } from '#engines/policy/desk/draft.ts'
import { loadCity } from '#platform/city-files.ts'
import { percentile } from './pump.ts'

const today = '2025-06-30'
const tries = 15
const warm = 3

/** Drafts as an officer writes them, each with a limit that is moved and a sum by formula. */
const drafts: Readonly<Record<string, (limit: number, amount: number) => object>> = {
  capped: (limit, amount) => draft(`参保人数 >= ${limit}人`, `min(上年研发费用 * 5%, ${500 + amount}万元)`),
  tiered: (limit, amount) =>
    draft(
      `上年营业收入 >= ${limit}万元`,
      `if 上年营业收入 >= 2000万元 then min(上年研发费用 * 10%, ${300 + amount}万元) else 上年研发费用 * 5%`,
    ),
  increment: (limit, amount) =>
    draft(
      `上年研发费用 / 上年营业收入 >= ${limit / 10}%`,
      `max(上年营业收入 - 前年营业收入, 0元) * ${(150 + amount) / 100}%`,
    ),
}

function draft(when: string, amount: string) {
  return {
    id: 'a-draft',
    version: 1,
    title: { zh: '研发补助' },
    summary: {},
    department: 'science-technology',
    documents: [],
    inForce: { from: '2025-01-01' },
    mode: 'on-application',
    conditions: {
      all: [
        { id: 'c1', zh: '达到标准', when },
        { id: 'c2', zh: '没有严重失信', not: '严重失信主体' },
      ],
    },
    gives: { kind: 'cash', text: { zh: '按比例补助' }, amount },
  }
}

/** The facts that the drafts and the counts of their effect read, of so many enterprises. */
function columnsOf({ vocabulary }: Dictionary, rows: number): RawColumns {
  const roll = dice(5)
  const columns = new Map<string, RawColumn>()
  const idOf = (name: string) => {
    const found = [...vocabulary.facts.values()].find(({ zh, id }) => zh === name || id === name)
    if (found === undefined) throw new RangeError(`no fact ${name}`)
    return found.id
  }
  const number = (key: string, next: () => number) => {
    const values = new Float64Array(new SharedArrayBuffer(8 * rows))
    for (let row = 0; row < rows; row += 1) values[row] = roll(20) === 0 ? Number.NaN : next()
    columns.set(key, { kind: 'number', values, scale: 1 })
  }
  const code = (key: string, names: readonly string[]) => {
    const values = new Uint16Array(new SharedArrayBuffer(2 * rows))
    for (let row = 0; row < rows; row += 1) values[row] = roll(names.length)
    columns.set(key, { kind: 'code', values, names })
  }
  // Sums from a thousand yuan to ten thousand million, each size as often as the next.
  const money = () => Math.round(10 ** (5 + roll(7_000_000) / 1_000_000))
  number(idOf('参保人数'), () => Math.floor(10 ** (roll(4_000_000) / 1_000_000)))
  for (const year of [2023, 2024]) number(`${idOf('营业收入')} ${year}`, money)
  number(`${idOf('研发费用')} 2024`, () => Math.round(money() / 10))
  const values = new Uint8Array(new SharedArrayBuffer(rows))
  for (let row = 0; row < rows; row += 1) values[row] = roll(50) === 0 ? unknownTruth : Number(roll(50) === 0)
  columns.set(idOf('严重失信主体'), { kind: 'truth', values })
  code(
    'ent.regDistrict',
    Array.from({ length: 11 }, (_, i) => `district-${i}`),
  )
  code('ent.sizeClass', ['micro', 'small', 'medium', 'large'])
  code(
    'ent.industry',
    Array.from({ length: 1300 }, (_, i) => String(100 + i * 7)),
  )
  return { rows, columns }
}

const figuresOf = (name: string, times: readonly number[]) => ({
  [`${name} best ms`]: Math.min(...times),
  [`${name} p50 ms`]: percentile([...times], 0.5),
})

/** Milliseconds by the clock and of processor time that some work takes. */
function timed<T>(work: () => T): { found: T; ms: number; processorMs: number } {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  const found = work()
  const { user, system } = process.cpuUsage(before)
  return { found, ms: performance.now() - begun, processorMs: (user + system) / 1000 }
}

/**
 * A draft whose limit is moved while somebody types: read and checked; counted and summed over the whole city; and the whole answer of the
 * policy desk, which also says who is near and who gets it by district, size and industry. Each try has a limit that no column knows.
 */
export async function draftEffect(rows = 3_400_000): Promise<Record<string, number>> {
  const { city: definitions } = await loadCity(composition.defaultCity, composition.kinds)
  const dictionary = readDraft(drafts['capped']?.(20, 0) as never, definitions).dictionary
  const raw = columnsOf(dictionary, rows)
  const city = openCity(raw, dictionary)
  const now = { columns: () => city, table: { raw: () => raw }, today }
  const figures: Record<string, number> = { rows }
  for (const [name, write] of Object.entries(drafts)) {
    const times: Record<string, number[]> = {}
    const note = (what: string, ms: number) => (times[what] ??= []).push(ms)
    const read = (limit: number, amount: number) =>
      timed(() => readDraft(write(limit, amount) as never, definitions))
    const answer = (one: ReturnType<typeof read>['found']) => {
      const told = timed(() => effectOf(one, now, { definitions, nearPercent: 10 }))
      if (!told.found?.sumFen) throw new Error(`${name} was not summed: ${JSON.stringify(one.faults)}`)
      return told
    }
    let eligible = 0
    for (let i = 0; i < warm + tries; i += 1) {
      const one = read(10 + 2 * i, 0)
      const { compiled } = one.found
      if (!compiled) throw new Error(`${name} was not read: ${JSON.stringify(one.found.faults)}`)
      const rule = ruleOf(compiled)
      const counted = timed(() => city.on(today, [rule]).effectOf(rule.id))
      const moved = answer(read(11 + 2 * i, 0).found)
      const edited = answer(read(11 + 2 * i, 1 + i).found)
      eligible = moved.found?.eligible ?? 0
      if (i < warm) continue
      note('read', one.ms)
      note('limit moved, counted and summed', counted.ms)
      note('limit moved, whole answer', moved.ms)
      note('limit moved, whole answer, processor', moved.processorMs)
      note('amount edited, whole answer', edited.ms)
      note('amount edited, whole answer, processor', edited.processorMs)
    }
    figures[`${name}: eligible`] = eligible
    for (const [what, all] of Object.entries(times))
      Object.assign(figures, figuresOf(`${name}: ${what}`, all))
  }
  return figures
}
