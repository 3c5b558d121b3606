/** Conditions as rows: what the form can show of a rule, and what it writes back. */

export interface Row {
  readonly id?: string | undefined
  readonly when?: string | undefined
  readonly any?: readonly Row[] | undefined
  readonly all?: readonly Row[] | undefined
  readonly not?: Row | undefined
  readonly except?: Row | undefined
  readonly clause?: string | undefined
  readonly zh?: string | undefined
  readonly en?: string | undefined
}

export const operators = ['>=', '<=', '>', '<', '=', '!=', 'in', 'not in'] as const
export type Operator = (typeof operators)[number]

/** One test; `value` is empty while nobody has written it. */
export interface Comparison {
  readonly name: string
  readonly operator: Operator
  readonly value: string
}

const shape = /^\s*([^\s<>=!()"“”+*/]+)\s*(>=|<=|!=|>|<|=|\bin\b)\s*(.*?)\s*$/u
const outside = /^\s*not\(\s*([^\s<>=!()"“”]+)\s+in\s+(\(.*\))\s*\)\s*$/u

/** A rule text as fact, operator and value; undefined where it says more than that. */
export function comparisonIn(text: string): Comparison | undefined {
  const [, excluded, list] = outside.exec(text) ?? []
  if (excluded && list) return { name: excluded, operator: 'not in', value: list }
  const [, name, operator, value] = shape.exec(text) ?? []
  if (!name || !operator || value === undefined || /[<>=]| and | or |且|或者/u.test(value)) return undefined
  return { name, operator: operator as Operator, value }
}

export const textOf = ({ name, operator, value }: Comparison): string =>
  operator === 'not in' ? `not(${name} in ${value})` : `${name} ${operator} ${value}`

const isBody = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A written condition as a row; a bare text is its test. */
function rowOf(clause: unknown): Row {
  if (!isBody(clause)) return { when: clause === undefined ? '' : String(clause) }
  const { any, all, not, except, when, ...rest } = clause
  const rows = (some: unknown) => (Array.isArray(some) ? some.map(rowOf) : [])
  return {
    ...rest,
    ...(when === undefined ? {} : { when: String(when) }),
    ...(any === undefined ? {} : { any: rows(any) }),
    ...(all === undefined ? {} : { all: rows(all) }),
    ...(not === undefined ? {} : { not: rowOf(not) }),
    ...(except === undefined ? {} : { except: rowOf(except) }),
  }
}

/** The rows of a written condition: those joined by `all` at its top, or the one it is. */
export function rowsIn(conditions: unknown): readonly Row[] {
  if (conditions === undefined || conditions === null || conditions === true) return []
  const { all, ...named } = isBody(conditions) ? conditions : { all: undefined }
  return Array.isArray(all) && Object.keys(named).length === 0 ? all.map(rowOf) : [rowOf(conditions)]
}

const isTextWritten = (text: string): boolean =>
  text.trim() !== '' && comparisonIn(text)?.value.replace(/[("）（)\s]/gu, '') !== ''

/** Rows that somebody has only begun are no condition yet. */
function isWritten(row: Row): boolean {
  if (row.when !== undefined) return isTextWritten(row.when)
  if (row.not !== undefined) return isWritten(row.not)
  const group = row.any ?? row.all
  return group === undefined || group.some(isWritten)
}

function whole({ any, all, except, ...row }: Row): Row {
  return {
    ...row,
    ...(any ? { any: any.filter(isWritten).map(whole) } : {}),
    ...(all ? { all: all.filter(isWritten).map(whole) } : {}),
    ...(except && isWritten(except) ? { except: whole(except) } : {}),
  }
}

/** What the rows say so far, fit to be asked. */
export const conditionsOf = (rows: readonly Row[]) => ({ all: rows.filter(isWritten).map(whole) })

/** Whom a policy concerns: everybody where no row says otherwise. */
export function concernsOf(rows: readonly Row[]): true | Row | { readonly all: readonly Row[] } {
  const [first, ...more] = rows
  return first === undefined ? true : more.length === 0 ? first : { all: rows }
}

/** Sentences of a pasted document: an article or a line each, under the number it bears. */
export function sentencesIn(text: string): { clause: string; zh: string }[] {
  const lines = text
    .split(/\n+|(?=第[一二三四五六七八九十百零〇0-9]+条)/u)
    .map((line) => line.trim())
    .filter(Boolean)
  const used = new Set<string>()
  return lines.slice(0, 200).map((line, i) => {
    const [, found] =
      /^(第[一二三四五六七八九十百零〇0-9]+条(?:（[一二三四五六七八九十]+）)?)/u.exec(line) ?? []
    const clause = found && !used.has(found) ? found : `第 ${i + 1} 句`
    used.add(clause)
    return { clause, zh: line.slice(0, 4000) }
  })
}

/** How many conditions come from each sentence. */
export function tiedTo(rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { clause } of rows) if (clause) counts.set(clause, (counts.get(clause) ?? 0) + 1)
  return counts
}
