/** Conditions as rows: what the form can show of a rule, and what it writes back. */

export interface Row {
  readonly when?: string | undefined
  readonly any?: readonly Row[] | undefined
  readonly all?: readonly Row[] | undefined
  readonly not?: Row | string | undefined
  readonly except?: Row | undefined
  readonly clause?: string | undefined
  readonly zh?: string | undefined
}

export const operators = ['>=', '<=', '>', '<', '=', '!='] as const
export type Operator = (typeof operators)[number]

export interface Comparison {
  readonly name: string
  readonly operator: Operator
  readonly value: string
}

const shape = /^\s*([^\s<>=!()"“”]+)\s*(>=|<=|!=|>|<|=)\s*(.+?)\s*$/u

/** A rule text as fact, operator and value; undefined where it says more than that. */
export function comparisonIn(text: string): Comparison | undefined {
  const [, name, operator, value] = shape.exec(text) ?? []
  if (!name || !operator || !value || /[<>=]| and | or |且|或者/u.test(value)) return undefined
  return { name, operator: operator as Operator, value }
}

export const textOf = ({ name, operator, value }: Comparison) => `${name} ${operator} ${value}`

/** The rows of a written condition: those joined by `all` at its top, or the one it is. */
export function rowsIn(conditions: unknown): readonly Row[] {
  if (typeof conditions === 'string') return [{ when: conditions }]
  if (typeof conditions !== 'object' || conditions === null) return []
  const { all } = conditions as { all?: unknown }
  return Array.isArray(all)
    ? all.map((one) => (typeof one === 'string' ? { when: one } : (one as Row)))
    : [conditions as Row]
}

/** Rows that somebody has only begun are no condition yet. */
const isWritten = (row: Row): boolean =>
  row.any ? row.any.some(isWritten) : row.when !== undefined ? row.when.trim() !== '' : true

export function conditionsOf(rows: readonly Row[]): unknown {
  const whole = rows.filter(isWritten).map(({ any, except, ...row }) => ({
    ...row,
    ...(any ? { any: any.filter(isWritten) } : {}),
    ...(except && isWritten(except) ? { except } : {}),
  }))
  return { all: whole }
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
