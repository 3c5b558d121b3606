import { z } from 'zod'
import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'
import { compareRational, rational, zero } from '../rational.ts'
import { type Expression, isRational, type Type, type Value } from './expression.ts'
import { type RuleFault, shifted } from './fault.ts'

/**
 * How the rows of a decision table are read (DMN 1.5, 8.2.10): U one row fits at most; A several may fit, with the same result; F the
 * first that fits; P the strongest result; C+ C< C> C# sum, least, greatest and number of the results of all rows that fit.
 */
export const HitPolicy = z.enum(['U', 'A', 'F', 'P', 'R', 'O', 'C', 'C+', 'C<', 'C>', 'C#'])
export type HitPolicy = z.output<typeof HitPolicy>

const Result = z.union([z.string().min(1).max(2000), z.number(), z.boolean()])
const Cell = z.union([z.string().min(1).max(2000), z.number(), z.boolean()])
const oneOrMore = <T extends z.ZodType>(form: T) => z.union([form, z.array(form).min(1).max(20)])

const shape = {
  hit: HitPolicy.default('U'),
  /** what the columns of conditions look at: names or expressions */
  inputs: z.array(z.string().min(1).max(2000)).min(1).max(20),
  /** for P: the results, the strongest first */
  priority: z.array(Result).min(1).max(60).optional(),
}

/** A table of values. `outputs` names several results; each is then a parameter of its own. */
export const TableForm = z.strictObject({
  ...shape,
  outputs: z.array(z.string().min(1).max(60)).min(2).max(10).optional(),
  rows: z
    .array(
      z.strictObject({
        when: oneOrMore(Cell),
        value: oneOrMore(Result),
        clause: z.string().min(1).optional(),
      }),
    )
    .min(1)
    .max(200),
  otherwise: oneOrMore(Result).optional(),
})
export type TableForm = z.output<typeof TableForm>

/** A table that answers yes or no; a row without a result says yes. */
export const ClauseTableForm = z.strictObject({
  ...shape,
  rows: z
    .array(
      z.strictObject({
        when: oneOrMore(Cell),
        value: z.boolean().default(true),
        clause: z.string().min(1).optional(),
      }),
    )
    .min(1)
    .max(40),
  otherwise: z.boolean().default(false),
})
export type ClauseTableForm = z.output<typeof ClauseTableForm>
export type WrittenClauseTable = z.input<typeof ClauseTableForm>

export type Path = readonly (string | number)[]

export interface TableRow {
  readonly when: Expression
  /** the test of each input; undefined where anything will do */
  readonly cells: readonly (Expression | undefined)[]
  readonly value: Expression
  readonly path: Path
  /** counted from 1, as people do */
  readonly number: number
  readonly clause?: string | undefined
}

/** A table ready to be turned into conditions or values, in the order its rows are tried. */
export interface CompiledTable {
  readonly hit: HitPolicy
  readonly inputs: readonly Expression[]
  readonly rows: readonly TableRow[]
  readonly otherwise?: Expression | undefined
  readonly path: Path
}

/** Compiles one text of a rule; undefined where it has faults, which it reports itself. */
export type CompileText = (text: string) => Expression | RuleFault[]

interface Source {
  readonly hit: HitPolicy
  readonly inputs: readonly string[]
  readonly priority?: readonly (string | number | boolean)[] | undefined
  readonly rows: readonly {
    readonly when: unknown
    readonly value: unknown
    readonly clause?: string | undefined
  }[]
  readonly otherwise?: unknown
}

const nowhere = { from: 0, until: 0 }
const yesNo: Type = { kind: 'boolean' }
const literal = (value: Value, type: Type): Expression => ({ op: 'literal', value, type, at: nowhere })

/** Compiles a table; faults carry the path of their cell. */
export function compileTable(
  source: Source,
  compile: CompileText,
  path: Path,
  faults: Complaint[],
): CompiledTable | undefined {
  const before = faults.length
  if (source.hit === 'R' || source.hit === 'O' || source.hit === 'C') faults.push(listed(source.hit, path))
  const take = (text: unknown, place: Path): Expression | undefined => {
    const compiled = compile(String(text))
    if (!Array.isArray(compiled)) return compiled
    faults.push(...compiled.map((fault) => ({ ...fault, path: place })))
    return undefined
  }
  const inputs = source.inputs.map((input, i) => ({
    text: input,
    compiled: take(input, [...path, 'inputs', i]),
  }))
  const rows = source.rows.flatMap((row, i): TableRow[] => {
    const place = [...path, 'rows', i]
    const cells: unknown[] = Array.isArray(row.when) ? row.when : [row.when]
    if (cells.length !== inputs.length) {
      faults.push(widthFault(inputs.length, [...place, 'when']))
      return []
    }
    const tests = cells.map((cell, column) => {
      const input = inputs[column]
      if (input?.compiled === undefined) return undefined
      return compileCell(cell, input.text, input.compiled, compile, [...place, 'when', column], faults)
    })
    if (Array.isArray(row.value)) {
      faults.push(outputFault([...place, 'value']))
      return []
    }
    const value = take(row.value, [...place, 'value'])
    if (value === undefined) return []
    const when = together(tests.filter((test) => test !== undefined))
    return [{ when, cells: tests, value, path: place, number: i + 1, clause: row.clause }]
  })
  if (Array.isArray(source.otherwise)) faults.push(outputFault([...path, 'otherwise']))
  const otherwise =
    source.otherwise === undefined || Array.isArray(source.otherwise)
      ? undefined
      : take(source.otherwise, [...path, 'otherwise'])
  if (faults.length > before) return undefined
  const ordered = inOrder(source, rows, take, path, faults)
  const columns = inputs.flatMap(({ compiled }) => compiled ?? [])
  return ordered && { hit: source.hit, inputs: columns, rows: ordered, otherwise, path }
}

const listed = (hit: HitPolicy, path: Path) =>
  complain(
    'table-hit-list',
    [...path, 'hit'],
    'U | A | F | P | C+ | C< | C> | C#',
    [`${hit} 会得出一串结果，规则只要一个值`, `${hit} gives a list of results; a rule needs one value`],
    ['请写 C+、C<、C> 或 C#，或者 F', 'Write C+, C<, C> or C#, or F'],
  )

const widthFault = (columns: number, path: Path) =>
  complain(
    'table-width',
    path,
    `${columns}`,
    [`这一行要写 ${columns} 格`, `this row needs ${columns} cells`],
    ['每个输入写一格，不限的写“-”', 'Write one cell for each input, “-” for any'],
  )

const outputFault = (path: Path) =>
  complain(
    'table-outputs',
    path,
    'one result for each output',
    ['结果的个数和 outputs 不一致', 'the number of results differs from outputs'],
    [
      '有几个输出写几个结果；只有一个时不写 outputs',
      'Write one result for each output; leave outputs out for one',
    ],
  )

const together = (tests: readonly Expression[]): Expression => {
  const [only] = tests
  if (only === undefined) return literal(true, yesNo)
  return tests.length === 1 ? only : { op: 'and', operands: tests, type: yesNo, at: nowhere }
}

const relation = /^\s*(?:[<>]=?|!=|=|[≥≤≠＞＜＝])/
const range = /^\s*[[(（［].*(?:\.\.|…).*[\])）］]\s*$/
const several = /[、，]|,\s|["”]\s*,/
const negated = /^\s*(?:not|非)\s*[(（](.*)[)）]\s*$/s

/** A unary test of DMN as a test of its input; undefined for a cell that allows anything. */
function compileCell(
  cell: unknown,
  input: string,
  subject: Expression,
  compile: CompileText,
  path: Path,
  faults: Complaint[],
): Expression | undefined {
  const text = cell === true ? '是' : cell === false ? '否' : String(cell)
  if (/^\s*[-－—]\s*$/.test(text)) return undefined
  const inner = negated.exec(text)?.[1]
  if (inner !== undefined) {
    const test = compileCell(inner, input, subject, compile, path, faults)
    return test && { op: 'call', name: 'not', operands: [test], type: yesNo, at: nowhere }
  }
  if (subject.type.kind === 'boolean' && /^\s*(?:是|true)\s*$/.test(text)) return subject
  if (subject.type.kind === 'boolean' && /^\s*(?:否|false)\s*$/.test(text))
    return { op: 'call', name: 'not', operands: [subject], type: yesNo, at: nowhere }
  const name = /^[\p{L}\p{Nd}.]+$/u.test(input) ? input : `(${input})`
  const list = several.test(text)
  const [front, back] =
    relation.test(text) && !list
      ? [`${name} `, '']
      : range.test(text) && !list
        ? [`${name} in `, '']
        : list
          ? [`${name} in (`, ')']
          : [`${name} = `, '']
  const compiled = compile(`${front}${text}${back}`)
  if (!Array.isArray(compiled)) return compiled
  faults.push(...compiled.map((fault) => ({ ...shifted(fault, -front.length), path })))
  return undefined
}

const isLiteral = (value: Expression): value is Expression & { op: 'literal' } => value.op === 'literal'
const sameLiteral = (a: Expression, b: Expression) =>
  isLiteral(a) &&
  isLiteral(b) &&
  (isRational(a.value) && isRational(b.value) ? compareRational(a.value, b.value) === 0 : a.value === b.value)

/** The rows in the order in which the first that fits decides. */
function inOrder(
  { hit, priority }: Source,
  rows: readonly TableRow[],
  take: (text: unknown, path: Path) => Expression | undefined,
  path: Path,
  faults: Complaint[],
): readonly TableRow[] | undefined {
  if (hit === 'P') {
    const strongest = (priority ?? []).map((result, i) => take(result, [...path, 'priority', i]))
    const rank = ({ value }: TableRow) =>
      strongest.findIndex((result) => result !== undefined && sameLiteral(result, value))
    const stray = rows.find((row) => rank(row) < 0)
    if (stray === undefined) return [...rows].sort((a, b) => rank(a) - rank(b))
    faults.push(
      complain(
        'table-priority',
        [...stray.path, 'value'],
        'a result listed in priority',
        [
          'P 要在 priority 里列出每个结果，最优先的在前',
          'P needs every result in priority, the strongest first',
        ],
        ['请补全 priority，结果要写成固定的值', 'Complete priority; results must be fixed values'],
      ),
    )
    return undefined
  }
  if (hit !== 'C<' && hit !== 'C>') return rows
  const stray = rows.find(({ value }) => !isLiteral(value) || !isRational(value.value))
  if (stray !== undefined) {
    faults.push(
      complain(
        'table-not-fixed',
        [...stray.path, 'value'],
        'a number',
        [`${hit} 的结果要写成固定的数`, `the results of ${hit} must be fixed numbers`],
        ['请写数字，或改用 max、min 函数', 'Write numbers, or use the functions max and min'],
      ),
    )
    return undefined
  }
  const size = ({ value }: TableRow) => (isLiteral(value) && isRational(value.value) ? value.value : zero)
  return [...rows].sort((a, b) => compareRational(size(a), size(b)) * (hit === 'C<' ? 1 : -1))
}

/** The table as tiers: the first whose condition holds; a table that collects has one tier, a sum over its rows. */
export function tiersOfTable({ hit, rows, otherwise }: CompiledTable): readonly {
  readonly when?: Expression | undefined
  readonly value: Expression
  readonly path?: Path
}[] {
  if (hit !== 'C+' && hit !== 'C#')
    return [
      ...rows.map(({ when, value, path }) => ({ when, value, path })),
      ...(otherwise === undefined ? [] : [{ value: otherwise }]),
    ]
  const [first] = rows
  const type: Type =
    hit === 'C#' ? { kind: 'number', whole: true } : (first?.value.type ?? { kind: 'number', whole: true })
  const sum = rows
    .map(({ when, value }): Expression => {
      const due = hit === 'C#' ? literal(rational(1), type) : value
      return { op: 'if', condition: when, yes: due, no: literal(zero, type), type, at: nowhere }
    })
    .reduce(
      (left, right): Expression => ({ op: 'arithmetic', operator: '+', left, right, type, at: nowhere }),
    )
  if (otherwise === undefined) return [{ value: sum }]
  return [{ when: anyOf(rows.map(({ when }) => when)), value: sum }, { value: otherwise }]
}

export const anyOf = (conditions: readonly Expression[]): Expression => {
  const [only] = conditions
  return conditions.length === 1 && only !== undefined
    ? only
    : { op: 'or', operands: conditions, type: yesNo, at: nowhere }
}

const none = (condition: Expression): Expression => ({
  op: 'call',
  name: 'not',
  operands: [condition],
  type: yesNo,
  at: nowhere,
})

/** The ways in which a table of yes and no says yes: each row that says so, where no earlier row says no. */
export function waysOfTable({
  rows,
  otherwise,
}: CompiledTable): { when: Expression; clause?: string | undefined }[] {
  const says = ({ value }: TableRow) => isLiteral(value) && value.value === true
  const ways = rows.flatMap((row, i) => {
    if (!says(row)) return []
    const earlier = rows.slice(0, i).filter((one) => !says(one))
    return [{ when: together([row.when, ...earlier.map(({ when }) => none(when))]), clause: row.clause }]
  })
  if (otherwise === undefined || !isLiteral(otherwise) || otherwise.value !== true) return ways
  return [...ways, { when: together(rows.map(({ when }) => none(when))) }]
}
