import type { Complaint } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { complain } from '../complaint.ts'
import { isRational, type Value } from '../rules/expression.ts'
import type { Fact } from './fact.ts'
import { type BadValue, dayFromText, fromStored, readValue, saysUnknown } from './values.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A value somebody stated: for which year, as of which day, told by whom. */
export interface Known {
  readonly value: Value
  readonly year?: number | undefined
  readonly on?: Day | undefined
  readonly source?: string | undefined
}

export type Item = ReadonlyMap<string, Value>

/** What is known about one enterprise. What it does not hold is unknown, never no. */
export interface FactSheet {
  /** `year` for yearly facts only */
  lookup(fact: string, year?: number): Known | undefined
  /** undefined where nobody said what is in the list; an empty list says that there is nothing */
  items(fact: string): readonly Item[] | undefined
}

/** A reading of the file that its writer may want to know about. */
export interface SheetNote {
  readonly path: readonly (string | number)[]
  readonly text: Bilingual
}

export type SheetAnswer =
  | { readonly sheet: FactSheet; readonly on: Day; readonly notes: readonly SheetNote[] }
  | { readonly faults: readonly Complaint[] }

export const sheetLimits = { entries: 5000, items: 1000, faults: 200 } as const

type Path = readonly (string | number)[]
type Pair = readonly [zh: string, en: string]

/** A record, as JSON or YAML made it. */
const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/**
 * Reads a fact sheet that a stranger wrote: names in Chinese, by identifier, alias or English name; values as people type them; years
 * as `{2024: …}`, `营业收入[2024]`, `fin.revenue.2024`, `2024年营业收入` or 上年营业收入 (counted from `on`). A sheet may say its day, and
 * may be wrapped: `{on: 2025-06-30, facts: {…}}`. Every fault is reported, none stops the reading of the others.
 *
 * A yearly fact without a year is read as the last full calendar year before `on`, and a note says so. A bare number of money is in the
 * fact's display unit; a ratio needs its percent sign.
 */
export function parseFactSheet(input: unknown, vocabulary: Vocabulary, on?: Day): SheetAnswer {
  const faults: Complaint[] = []
  const { facts, path, day } = unwrap(input, faults)
  const asOf = on ?? (day === 'unreadable' ? undefined : day)
  if (on === undefined && day === undefined)
    faults.push(
      complain(
        'sheet-no-date',
        ['on'],
        '2025-06-30',
        ['没有说明按哪一天判断', 'the day of the question is missing'],
        ['请用 --on 给出日期，或在文件里写 on: 2025-06-30', 'Give --on, or write on: 2025-06-30 in the file'],
      ),
    )
  if (!isRecord(facts)) {
    faults.push(
      complain(
        'sheet-not-a-map',
        path,
        'name: value',
        ['文件应当是“名称: 值”的清单', 'the file must map names to values'],
        ['请一行写一个事实，例如 参保人数: 30', 'Write one fact a line, for example hr.insured: 30'],
      ),
    )
    return { faults }
  }
  const reader = new SheetReader(vocabulary, asOf ?? anyDay, faults)
  reader.record(facts, path, '')
  if (asOf === undefined || faults.length > 0) return { faults: faults.slice(0, sheetLimits.faults) }
  return { sheet: reader, on: asOf, notes: reader.notes }
}

/** Stands in where no day was told, so that the other faults of a sheet are found; what is read under it is never used. */
export const anyDay: Day = '9998-01-01'

const companions = new Set(['name', 'note', 'notes', 'title', '名称', '备注', '说明'])

interface Unwrapped {
  readonly facts: unknown
  readonly path: Path
  /** `unreadable` where a day is written that is none, which is a fault of its own */
  readonly day?: Day | 'unreadable'
}

const dayNames = ['on', '日期']

function unwrap(input: unknown, faults: Complaint[]): Unwrapped {
  if (!isRecord(input)) return { facts: input, path: [] }
  const key = ['facts', '事实'].find((one) => Object.hasOwn(input, one))
  const isDay = ([name]: [string, unknown]) => dayNames.includes(name)
  const entries = Object.entries(input)
  const day = entries
    .filter(isDay)
    .reduce<Unwrapped['day']>((before, [name, value]) => dayIn(name, value, faults) ?? before, undefined)
  if (key === undefined)
    return { facts: Object.fromEntries(entries.filter((one) => !isDay(one))), path: [], ...(day && { day }) }
  for (const [name] of entries.filter((one) => !isDay(one)))
    if (name !== key && !companions.has(name))
      faults.push(
        complain(
          'sheet-unknown-part',
          [name],
          `${key}, on, name, note`,
          [`“${name}”应当写在 ${key} 里面`, `“${name}” belongs inside ${key}`],
          [`请把它移到 ${key} 下面`, `Move it under ${key}`],
        ),
      )
  return { facts: input[key], path: [key], ...(day && { day }) }
}

function dayIn(name: string, value: unknown, faults: Complaint[]): Day | 'unreadable' {
  const day = typeof value === 'string' ? dayFromText(value) : undefined
  if (day !== undefined) return day
  faults.push(
    complain(
      'value-not-date',
      [name],
      '2025-06-30',
      ['日期写法不对', 'this is not a date'],
      ['请写成 2025-06-30', 'Write it as 2025-06-30'],
    ),
  )
  return 'unreadable'
}

class SheetReader implements FactSheet {
  readonly notes: SheetNote[] = []
  private readonly known = new Map<string, Known>()
  private readonly lists = new Map<string, readonly Item[]>()
  private entries = 0

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly on: Day,
    private readonly faults: Complaint[],
  ) {}

  lookup(fact: string, year?: number): Known | undefined {
    return this.known.get(keyOf(fact, year))
  }

  items(fact: string): readonly Item[] | undefined {
    return this.lists.get(fact)
  }

  record(record: Record<string, unknown>, path: Path, prefix: string): void {
    for (const [key, raw] of Object.entries(record)) {
      this.entries += 1
      if (this.entries > sheetLimits.entries) {
        if (this.entries === sheetLimits.entries + 1)
          this.fault(
            'sheet-too-large',
            path,
            `≤ ${sheetLimits.entries}`,
            ['文件里的事实太多', 'the file holds too many facts'],
            ['请一次只写一家企业', 'Write one enterprise a file'],
          )
        return
      }
      this.entry(`${prefix}${key.trim()}`, raw, [...path, key])
    }
  }

  private entry(name: string, raw: unknown, path: Path): void {
    const named = this.resolve(name)
    if (named === undefined) {
      if (isRecord(raw) && this.isPrefix(name)) return this.record(raw, path, `${name}.`)
      if (raw === null && /^\d/.test(name))
        return this.fault(
          'comma-splits',
          path,
          '"10,000.01元"',
          [
            `“${name.slice(0, 40)}”是被逗号切开的数`,
            `“${name.slice(0, 40)}” is part of a number cut by a comma`,
          ],
          [
            '花括号里的数有逗号时请加引号，例如 "10,000.01元"',
            'Inside braces put numbers with commas in quotation marks, such as "10,000.01元"',
          ],
        )
      const near = this.vocabulary.nearLoosely(withoutYear(name))
      return this.fault(
        'unknown-fact',
        path,
        near.join(' | ') || 'a name of the fact dictionary',
        [`词典里没有“${name.slice(0, 60)}”`, `the fact dictionary has no “${name.slice(0, 60)}”`],
        near.length > 0
          ? [`是不是：${near.join('、')}？`, `Perhaps ${near.join(', ')}?`]
          : ['请在事实词典里查找名称', 'Look the name up in the fact dictionary'],
      )
    }
    const { fact, year } = named
    if (fact.type === 'list') return this.list(fact, raw, path)
    if (fact.period === undefined) {
      if (year === undefined) return this.value(fact, undefined, raw, path)
      return this.fault(
        'year-not-expected',
        path,
        fact.zh,
        [`“${fact.zh}”不分年份`, `“${fact.en}” has no years`],
        [`请只写 ${fact.zh}`, `Write ${fact.id} alone`],
      )
    }
    if (year !== undefined) return this.value(fact, year, raw, path)
    if (isRecord(raw) && !Object.hasOwn(raw, 'value') && !Object.hasOwn(raw, '值'))
      return this.years(fact, raw, path)
    if (saysUnknown(raw)) return
    const last = yearOf(this.on) - 1
    this.notes.push({
      path,
      text: {
        zh: `“${fact.zh}”没有写年份，按 ${last} 年理解`,
        en: `“${fact.en}” has no year; read as ${last}`,
      },
    })
    this.value(fact, last, raw, path)
  }

  private isPrefix(name: string): boolean {
    return (
      /^[a-z][A-Za-z0-9]*$/.test(name) &&
      [...this.vocabulary.facts.keys()].some((id) => id.startsWith(`${name}.`))
    )
  }

  private resolve(name: string): { fact: Fact; year?: number } | undefined {
    const direct = this.vocabulary.loosely(name)
    if (direct !== undefined)
      return direct.yearsBack === undefined
        ? { fact: direct.fact }
        : { fact: direct.fact, year: yearOf(this.on) - direct.yearsBack }
    const [, before, a, b, c, after] =
      /^(?:(.+?)(?:\[(\d{4})年?\]|[（(](\d{4})年?[）)]|\.(\d{4}))|(?:\d{4})年(.+))$/.exec(name) ?? []
    const base = before ?? after
    const year = a ?? b ?? c ?? (after === undefined ? undefined : name.slice(0, 4))
    const fact = base === undefined ? undefined : this.vocabulary.loosely(base)
    return fact === undefined || fact.yearsBack !== undefined || year === undefined
      ? undefined
      : { fact: fact.fact, year: Number(year) }
  }

  private years(fact: Fact, record: Record<string, unknown>, path: Path): void {
    const words = new Map([
      ['本年', 0],
      ['thisYear', 0],
      ['上年', 1],
      ['lastYear', 1],
      ['前年', 2],
      ['twoYearsAgo', 2],
      ['大前年', 3],
      ['threeYearsAgo', 3],
    ])
    for (const [key, raw] of Object.entries(record)) {
      const back = words.get(key)
      const year =
        back === undefined ? Number(/^(\d{4})年?$/.exec(key)?.[1] ?? Number.NaN) : yearOf(this.on) - back
      if (Number.isNaN(year))
        this.fault(
          'year-expected',
          [...path, key],
          '2024',
          [`“${key.slice(0, 40)}”不是年份`, `“${key.slice(0, 40)}” is not a year`],
          ['请写成 {2024: 值, 2023: 值}', 'Write {2024: value, 2023: value}'],
        )
      else this.value(fact, year, raw, [...path, key])
    }
  }

  private value(fact: Fact, year: number | undefined, raw: unknown, path: Path): void {
    const thisYear = yearOf(this.on)
    if (year !== undefined && (year < 1980 || year > thisYear + 1))
      return this.fault(
        'year-out-of-range',
        path,
        `1980…${thisYear + 1}`,
        [`年份 ${year} 不合理`, `the year ${year} makes no sense`],
        ['请检查年份', 'Check the year'],
      )
    const { stated, on, source } = this.provenance(raw, path)
    const read = readValue(fact, stated)
    if ('bad' in read) return this.bad(read.bad, path, fact.zh, fact.en)
    if (read.value === undefined) return
    const key = keyOf(fact.id, year)
    const earlier = this.known.get(key)
    if (earlier !== undefined && !sameValue(earlier.value, read.value))
      return this.fault(
        'fact-twice',
        path,
        'one value',
        [`“${fact.zh}”写了两次，值不一样`, `“${fact.en}” is given twice with different values`],
        ['请只留一个', 'Keep one of them'],
      )
    this.known.set(key, { value: read.value, year, on, source })
  }

  private provenance(raw: unknown, path: Path): { stated: unknown; on?: Day; source?: string } {
    if (!isRecord(raw)) return { stated: raw }
    const key = ['value', '值'].find((one) => Object.hasOwn(raw, one))
    if (key === undefined) return { stated: raw }
    const on = raw['on'] ?? raw['日期']
    const source = raw['source'] ?? raw['来源']
    const day = typeof on === 'string' ? dayFromText(on) : undefined
    if (on !== undefined && day === undefined)
      this.fault(
        'value-not-date',
        [...path, 'on'],
        '2024-12-31',
        ['日期写法不对', 'this is not a date'],
        ['请写成 2024-12-31', 'Write it as 2024-12-31'],
      )
    return {
      stated: raw[key],
      ...(day === undefined ? {} : { on: day }),
      ...(typeof source === 'string' ? { source: source.slice(0, 100) } : {}),
    }
  }

  private list(fact: Fact, raw: unknown, path: Path): void {
    if (saysUnknown(raw)) return
    if (!Array.isArray(raw) || raw.length > sheetLimits.items)
      return this.fault(
        'list-expected',
        path,
        `[ … ] of ≤ ${sheetLimits.items}`,
        [
          `“${fact.zh}”应当是一份清单，最多 ${sheetLimits.items} 条`,
          `“${fact.en}” must be a list of at most ${sheetLimits.items}`,
        ],
        ['没有的话请写 []，每条一行', 'Write [] for none, one entry a line otherwise'],
      )
    const items = raw.map((entry, i) => this.item(fact, entry, [...path, i]))
    this.lists.set(fact.id, items)
  }

  private item(fact: Fact, raw: unknown, path: Path): Item {
    const item = new Map<string, Value>()
    if (!isRecord(raw)) {
      this.fault(
        'item-not-a-map',
        path,
        (fact.fields ?? []).map(({ zh }) => zh).join(', '),
        ['清单的每一条应当是“字段: 值”', 'each entry must map fields to values'],
        [
          `字段：${(fact.fields ?? []).map(({ zh }) => zh).join('、')}`,
          `Fields: ${(fact.fields ?? []).map(({ id }) => id).join(', ')}`,
        ],
      )
      return item
    }
    for (const [key, value] of Object.entries(raw)) {
      const wanted = key.trim()
      const field = fact.fields?.find(
        ({ id, zh, en }) => id === wanted || zh === wanted || en.toLowerCase() === wanted.toLowerCase(),
      )
      if (field === undefined) {
        const names = (fact.fields ?? []).map(({ zh }) => zh)
        this.fault(
          'unknown-field',
          [...path, key],
          names.join(' | '),
          [
            `“${fact.zh}”没有“${wanted.slice(0, 40)}”这个字段`,
            `“${fact.en}” has no field “${wanted.slice(0, 40)}”`,
          ],
          [`字段：${names.join('、')}`, `Fields: ${(fact.fields ?? []).map(({ id }) => id).join(', ')}`],
        )
        continue
      }
      const read = readValue(field, value)
      if ('bad' in read) this.bad(read.bad, [...path, key], field.zh, field.en)
      else if (read.value !== undefined) item.set(field.id, read.value)
    }
    return item
  }

  private bad({ code, expected, message, remedy }: BadValue, path: Path, zh: string, en: string): void {
    this.fault(code, path, expected, [`${zh}：${message[0]}`, `${en}: ${message[1]}`], remedy)
  }

  private fault(code: string, path: Path, expected: string, message: Pair, remedy: Pair): void {
    this.faults.push(complain(code, path, expected, message, remedy))
  }
}

/** A name as written, without the year it may carry. */
const withoutYear = (name: string) =>
  name.replace(/^\d{4}年/, '').replace(/(?:\[\d{4}年?\]|[（(]\d{4}年?[）)]|\.\d{4})$/, '')

const keyOf = (fact: string, year: number | undefined) => (year === undefined ? fact : `${fact} ${year}`)

export const sameValue = (a: Value, b: Value): boolean =>
  isRational(a) && isRational(b) ? a.n === b.n && a.d === b.d : a === b

/** One value as the platform stores it: money in 分, a ratio as decimal text, a code, a day. */
export interface StoredFact {
  readonly fact: string
  readonly year?: number | undefined
  readonly value: boolean | number | string | null
  readonly on?: Day | undefined
  readonly source?: string | undefined
}

/** A sheet over stored values and lists. Unknown identifiers are a defect and throw. */
export function sheetOf(
  vocabulary: Vocabulary,
  stored: readonly StoredFact[],
  lists: Readonly<Record<string, readonly Readonly<Record<string, boolean | number | string | null>>[]>> = {},
): FactSheet {
  const known = new Map<string, Known>()
  for (const { fact: id, year, value, on, source } of stored) {
    const parsed = fromStored(factOf(vocabulary, id), value)
    if (parsed !== undefined) known.set(keyOf(id, year), { value: parsed, year, on, source })
  }
  const items = new Map(
    Object.entries(lists).map(([id, entries]) => [
      id,
      entries.map((entry) => storedItem(factOf(vocabulary, id), entry)),
    ]),
  )
  return { lookup: (fact, year) => known.get(keyOf(fact, year)), items: (fact) => items.get(fact) }
}

function factOf(vocabulary: Vocabulary, id: string): Fact {
  const fact = vocabulary.facts.get(id)
  if (fact === undefined) throw new TypeError(`no fact ${id} in the dictionary`)
  return fact
}

function storedItem(fact: Fact, entry: Readonly<Record<string, boolean | number | string | null>>): Item {
  const values = (fact.fields ?? []).flatMap((field) => {
    const value = fromStored(field, entry[field.id])
    return value === undefined ? [] : [[field.id, value] as const]
  })
  return new Map(values)
}
