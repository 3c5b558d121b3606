import type { Fact } from '#definitions/facts/fact.ts'
import type { Vocabulary } from '#definitions/facts/vocabulary.ts'
import type { Bilingual } from '#kernel/text.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { faultWords } from './faults.ts'
import type { ImportColumn } from './model.ts'

/** A column as the rows are read by it: `fact` is there only where the column may be used. */
export interface Column extends ImportColumn {
  readonly definition?: Fact | undefined
  /** the unit that the heading gives for its values: 营业收入（万元） */
  readonly unit?: string | undefined
}

export interface ColumnContext {
  readonly vocabulary: Vocabulary
  readonly mapping: Readonly<Record<string, string>>
  readonly department: string
  /** whether the department may hand in every department's facts */
  readonly everySource: boolean
  /** a department as people call it */
  readonly departmentName: (id: string) => Bilingual
  readonly on: Day
  readonly hasYearColumn: boolean
}

const names = {
  'credit-code': [
    '统一社会信用代码',
    '社会信用代码',
    '信用代码',
    'creditcode',
    'uscc',
    'unifiedsocialcreditcode',
    'ent.uscc',
  ],
  person: ['个人账号', '人员账号', '账号', '登录名', 'person', 'account', 'login'],
  name: [
    '企业名称',
    '单位名称',
    '公司名称',
    '姓名',
    '名称',
    'name',
    'enterprisename',
    'companyname',
    'ent.name',
  ],
  year: ['年度', '年份', '所属年度', '会计年度', 'year', 'fiscalyear'],
  ignored: ['序号', '行号', '错误原因', '怎么改', '备注', 'row', 'no', 'reason', 'remedy', 'note', 'notes'],
} as const

/** Full-width letters, spaces and case do not tell names apart. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s_]+/g, '')
    .toLowerCase()

const usual = new Map<string, keyof typeof names>(
  Object.entries(names).flatMap(([use, list]) =>
    list.map((name) => [name, use as keyof typeof names] as const),
  ),
)

/** What a heading is for everybody, before any dictionary: the code, the name, the year, or nothing to import. */
export const usualUse = (heading: string): keyof typeof names | undefined => usual.get(plain(heading))

/** Finds out what a column holds: by the officer's mapping, by its usual name, by the fact dictionary. */
export function readColumn(heading: string, context: ColumnContext): Column {
  const wanted = context.mapping[heading] ?? heading
  if (wanted === '-') return { column: heading, use: 'ignored' }
  const use = usualUse(wanted)
  if (use) return { column: heading, use }
  const { name, year, unit } = partsOf(wanted)
  const found = context.vocabulary.loosely(name) ?? context.vocabulary.loosely(name.normalize('NFKC').trim())
  if (!found) {
    const suggestions = context.vocabulary.near(name)
    return {
      column: heading,
      use: 'ignored',
      problem: suggestions.length
        ? faultWords('column-unknown', { column: heading, near: suggestions.join('、') })
        : faultWords('column-unlike-any', { column: heading }),
      suggestions,
    }
  }
  const { fact, yearsBack } = found
  const of = year ?? (yearsBack === undefined ? undefined : yearOf(context.on) - yearsBack)
  const problem = problemOf(heading, fact, of, context)
  if (problem) return { column: heading, use: 'ignored', fact: fact.id, problem }
  return { column: heading, use: 'fact', fact: fact.id, year: of, definition: fact, unit }
}

function problemOf(column: string, fact: Fact, year: number | undefined, context: ColumnContext) {
  const { department, departmentName, everySource, hasYearColumn, on } = context
  const about = { column, fact: fact.zh, factEn: fact.en }
  if (!everySource && fact.source !== department) {
    const source = departmentName(fact.source ?? '')
    return faultWords('column-of-another-department', {
      ...about,
      department: source.zh,
      departmentEn: source.en,
    })
  }
  if (fact.period === undefined)
    return year === undefined ? undefined : faultWords('column-has-no-years', about)
  if (year === undefined)
    return hasYearColumn ? undefined : faultWords('column-needs-year', { ...about, year: yearOf(on) - 1 })
  return year < 1980 || year > yearOf(on) + 1 ? faultWords('year-out-of-range', { year }) : undefined
}

/** `2024年营业收入（万元）`, `营业收入[2024]`, `fin.revenue.2024` → name, year and unit. */
function partsOf(heading: string): { name: string; year?: number; unit?: string } {
  const text = heading.normalize('NFKC').trim()
  const unit = /[(（](?:单位[:：])?\s*(元|千元|万元|百万元|亿元|%|‰|人|个月|件|项)\s*[)）]$/.exec(text)
  const rest = unit ? text.slice(0, unit.index).trim() : text
  const [, before, a, b, c, after] =
    /^(?:(.+?)\s*(?:\[(\d{4})年?\]|\((\d{4})年?\)|[._](\d{4}))|(?:\d{4})年度?(.+))$/.exec(rest) ?? []
  const year = a ?? b ?? c ?? (after === undefined ? undefined : rest.slice(0, 4))
  return {
    name: (before ?? after ?? rest).trim(),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(unit?.[1] === undefined ? {} : { unit: unit[1] }),
  }
}

/** How a column is reported, without the definition it was bound to. */
export const columnView = ({ definition: _, unit: __, ...column }: Column): ImportColumn => column
