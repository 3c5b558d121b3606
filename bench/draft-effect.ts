import { composition } from '#apps/composition.ts'
import { dice } from '#definitions/rules/columns/random-rules.ts'
import { openCity } from '#definitions/rules/columns/city.ts'
import { type RawColumn, type RawColumns, unknownTruth } from '#definitions/rules/columns/raw.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { effectOf } from '#engines/policy/desk/effect.ts'
import { readDraft } from '#engines/policy/desk/draft.ts'
import { loadCity } from '#platform/city-files.ts'
import { percentile } from './pump.ts'

const today = '2025-06-30'
const tries = 15
const warm = 3

/** Drafts as an officer writes them, each with a limit that is moved and a sum by formula. */
const drafts: Readonly<Record<string, (limit: number) => object>> = {
  capped: (limit) => draft(`参保人数 >= ${limit}人`, 'min(上年研发费用 * 5%, 500万元)'),
  tiered: (limit) =>
    draft(
      `上年营业收入 >= ${limit}万元`,
      'if 上年营业收入 >= 2000万元 then min(上年研发费用 * 10%, 300万元) else 上年研发费用 * 5%',
    ),
  increment: (limit) =>
    draft(`上年研发费用 / 上年营业收入 >= ${limit / 10}%`, 'max(上年营业收入 - 前年营业收入, 0元) * 1.5%'),
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

/** A draft whose limit is moved, as the policy desk counts and sums it while somebody types: read, checked, counted, summed, grouped. */
export async function draftEffect(rows = 3_400_000): Promise<Record<string, number>> {
  const { city: definitions } = await loadCity(composition.defaultCity, composition.kinds)
  const dictionary = readDraft(drafts['capped']?.(20) as never, definitions).dictionary
  const raw = columnsOf(dictionary, rows)
  const city = openCity(raw, dictionary)
  const now = { columns: () => city, table: { raw: () => raw }, today }
  const figures: Record<string, number> = { rows }
  for (const [name, write] of Object.entries(drafts)) {
    const [read, counted, processor]: [number[], number[], number[]] = [[], [], []]
    let eligible = 0
    for (let i = 0; i < warm + tries; i += 1) {
      const begun = performance.now()
      const one = readDraft(write(10 + i) as never, definitions)
      const ready = performance.now()
      const before = process.cpuUsage()
      const effect = effectOf(one, now, { definitions, nearPercent: 10 })
      const { user, system } = process.cpuUsage(before)
      const done = performance.now()
      if (!effect?.sumFen) throw new Error(`${name} was not summed: ${JSON.stringify(one.faults)}`)
      eligible = effect.eligible
      if (i < warm) continue
      read.push(ready - begun)
      counted.push(done - ready)
      processor.push((user + system) / 1000)
    }
    figures[`${name}: eligible`] = eligible
    figures[`${name}: read p50 ms`] = percentile(read, 0.5)
    figures[`${name}: effect best ms`] = Math.min(...counted)
    figures[`${name}: effect p50 ms`] = percentile(counted, 0.5)
    figures[`${name}: processor best ms`] = Math.min(...processor)
  }
  return figures
}
