import { z } from 'zod'
import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Complaint } from '#kernel/definition.ts'
import { Day } from '#kernel/time.ts'
import { complain } from '../complaint.ts'
import { compileExpression, type Scope } from './check.ts'
import { describe } from './describe.ts'
import { type Dictionary, factsIn } from './dictionary.ts'
import type { CompiledParameter, Tier } from './evaluate.ts'
import { type Expression, isRational, type Type, walk } from './expression.ts'
import {
  ClauseTableForm,
  type CompiledTable,
  compileTable,
  type Path,
  TableForm,
  tiersOfTable,
  waysOfTable,
  type WrittenClauseTable,
} from './table.ts'

/** A condition as a city writes it: one expression, or a tree of conditions. */
export type Clause =
  | string
  | boolean
  | {
      readonly id?: string | undefined
      readonly zh?: string | undefined
      readonly en?: string | undefined
      /** place in the document, such as 第二条（一） */
      readonly clause?: string | undefined
      readonly when?: string | boolean | undefined
      readonly all?: readonly Clause[] | undefined
      readonly any?: readonly Clause[] | undefined
      readonly not?: Clause | undefined
      /** holds unless this holds as well (除外) */
      readonly except?: Clause | undefined
      /** a decision table that answers yes or no */
      readonly table?: WrittenClauseTable | undefined
    }

const RuleText = z.string().min(1).max(2000)

export const Clause: z.ZodType<Clause> = z.lazy(() =>
  z.union([
    RuleText,
    z.boolean(),
    z
      .strictObject({
        id: z
          .string()
          .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
          .optional(),
        zh: z.string().min(1).optional(),
        en: z.string().min(1).optional(),
        clause: z.string().min(1).optional(),
        when: z.union([RuleText, z.boolean()]).optional(),
        all: z.array(Clause).min(1).max(40).optional(),
        any: z.array(Clause).min(1).max(40).optional(),
        not: Clause.optional(),
        except: Clause.optional(),
        table: ClauseTableForm.optional(),
      })
      .refine(
        ({ when, all, any, not, table }) =>
          [when, all, any, not, table].filter((form) => form !== undefined).length === 1,
        'exactly one of when, all, any, not, table',
      )
      .refine(
        ({ id, zh, en }) =>
          (zh === undefined) === (en === undefined) && (id === undefined || zh !== undefined),
        'a named condition has zh and en',
      ),
  ]),
)

const Amount = z.union([RuleText, z.number(), z.boolean()])
const TierForm = z.union([
  z.strictObject({ when: RuleText, value: Amount }),
  z.strictObject({ otherwise: Amount }),
])

/** A named value: one expression, a decision table, tiers tried in order, or versions by date. */
export const ParameterForm = z.union([
  Amount,
  z.strictObject({ table: TableForm }),
  z.array(TierForm).min(1).max(60),
  z
    .array(
      z.union([
        z.strictObject({ from: Day, until: Day.optional(), value: Amount }),
        z.strictObject({ from: Day, until: Day.optional(), tiers: z.array(TierForm).min(1).max(60) }),
        z.strictObject({ from: Day, until: Day.optional(), table: TableForm }),
      ]),
    )
    .min(1)
    .max(60),
])
export type ParameterForm = z.output<typeof ParameterForm>

/** A condition's head before it is known how it is said. */
type OpenHead = Pick<NodeHead, 'id' | 'clause' | 'path'> & { readonly text?: Bilingual | undefined }

interface NodeHead {
  readonly id: string
  readonly text: Bilingual
  readonly clause?: string | undefined
  /** where it is written, from the definition on */
  readonly path?: Path | undefined
  /** the decision table it was written as */
  readonly table?: CompiledTable | undefined
}

/** A condition ready to be asked. */
export type RuleNode =
  | (NodeHead & { readonly kind: 'all' | 'any' | 'not'; readonly children: readonly RuleNode[] })
  | (NodeHead & { readonly kind: 'test'; readonly expression: Expression })

export interface CompiledClause {
  readonly tree: RuleNode
  /** SHA-256 of the typed tree with everything it refers to: names, texts and layout do not count, meaning does */
  readonly hash: string
  /** identifiers of all facts it can read, those behind derived facts included */
  readonly facts: ReadonlySet<string>
  readonly parameters: ReadonlyMap<string, CompiledParameter>
}

export interface CompileScope {
  readonly dictionary: Dictionary
  readonly parameters: ReadonlyMap<string, CompiledParameter>
}

/** The id of a whole condition that its author gave none; its parts are then told side by side. */
export const rootId = 'rule'

const noParameters: ReadonlyMap<string, CompiledParameter> = new Map()

/** Compiles a condition. `path` leads from the definition to it, for the complaints. */
export function compileClause(
  clause: Clause,
  dictionary: Dictionary,
  parameters: ReadonlyMap<string, CompiledParameter> = noParameters,
  path: Path = [],
): CompiledClause | { faults: Complaint[] } {
  const compiler = new ClauseCompiler({ dictionary, parameters })
  const tree = compiler.node(clause, path, rootId, 0)
  if (compiler.faults.length > 0) return { faults: compiler.faults }
  const meaning = meaningOf(tree)
  return {
    tree,
    hash: hashOf(meaning, expressionsIn(tree), { dictionary, parameters }),
    facts: factsBehind(expressionsIn(tree), { dictionary, parameters }),
    parameters,
  }
}

const maxClauseDepth = 12

const collecting: ReadonlySet<string> = new Set(['C+', 'C<', 'C>', 'C#'])

const notYesOrNo = (hit: string, path: Path) =>
  complain(
    'table-hit-condition',
    [...path, 'hit'],
    'U | A | F | P',
    [`${hit} 会得出一个数，条件要能回答是或否`, `${hit} gives a number; a condition answers yes or no`],
    ['请写 U、A、F 或 P，或者把表放到参数里', 'Write U, A, F or P, or make the table a parameter'],
  )

class ClauseCompiler {
  readonly faults: Complaint[] = []
  private readonly ids = new Set<string>()

  constructor(private readonly scope: CompileScope) {}

  node(clause: Clause, path: Path, fallbackId: string, depth: number): RuleNode {
    if (depth > maxClauseDepth) {
      this.faults.push(
        complain(
          'rule-too-deep',
          path,
          `≤ ${maxClauseDepth} levels`,
          ['条件嵌套太深', 'conditions are nested too deeply'],
          ['请把里层合并或改成参数', 'Join the inner conditions or use parameters'],
        ),
      )
      return this.whenNode(true, path, { id: fallbackId, path })
    }
    if (typeof clause === 'string' || typeof clause === 'boolean')
      return this.whenNode(clause, path, { id: fallbackId, path })
    const { except, ...rest } = clause
    if (except === undefined) return this.plain(rest, path, fallbackId, depth)
    const head = this.head(rest, path, fallbackId)
    const inner = { ...rest, id: undefined, zh: undefined, en: undefined, clause: undefined }
    const children = [
      this.plain(inner, path, `${head.id}.1`, depth + 1),
      negated(this.node(except, [...path, 'except'], `${head.id}.2`, depth + 1)),
    ]
    return { ...head, kind: 'all', text: head.text ?? joined('all', children), children }
  }

  private head(clause: Exclude<Clause, string | boolean>, path: Path, fallbackId: string) {
    const { id = fallbackId, zh, en } = clause
    if (this.ids.has(id))
      this.faults.push(
        complain(
          'condition-twice',
          [...path, 'id'],
          'an id of its own',
          [`条件 ${id} 写了两次`, `the condition ${id} is given twice`],
          ['请换一个 id', 'Choose another id'],
        ),
      )
    this.ids.add(id)
    const text = zh === undefined || en === undefined ? undefined : { zh, en }
    return { id, text, clause: clause.clause, path }
  }

  private plain(
    clause: Exclude<Clause, string | boolean>,
    path: Path,
    fallbackId: string,
    depth: number,
  ): RuleNode {
    const head = this.head(clause, path, fallbackId)
    if (clause.when !== undefined) return this.whenNode(clause.when, [...path, 'when'], head)
    if (clause.not !== undefined) {
      const child = this.node(clause.not, [...path, 'not'], `${head.id}.1`, depth + 1)
      return { ...head, kind: 'not', text: head.text ?? negated(child).text, children: [child] }
    }
    if (clause.table !== undefined) return this.tableNode(clause.table, [...path, 'table'], head)
    const kind = clause.all === undefined ? 'any' : 'all'
    const children = (clause.all ?? clause.any ?? []).map((child, i) =>
      this.node(child, [...path, kind, i], `${head.id}.${i + 1}`, depth + 1),
    )
    return { ...head, kind, text: head.text ?? joined(kind, children), children }
  }

  /** A table of yes and no: any of the ways in which it says yes, each explained like a condition of its own. */
  private tableNode(written: WrittenClauseTable, path: Path, head: OpenHead): RuleNode {
    const form = ClauseTableForm.parse(written)
    const compile = (text: string) => compileExpression(text, scopeOf(this.scope))
    const table = collecting.has(form.hit) ? undefined : compileTable(form, compile, path, this.faults)
    if (collecting.has(form.hit)) this.faults.push(notYesOrNo(form.hit, path))
    if (table === undefined) return this.whenNode(true, path, head)
    const children = waysOfTable(table).map(({ when, clause }, i) =>
      this.expressionNode(when, { id: `${head.id}.${i + 1}`, clause, path }),
    )
    if (children.length === 0) return this.whenNode(false, path, head)
    return { ...head, kind: 'any', text: head.text ?? joined('any', children), table, children }
  }

  private whenNode(when: string | boolean, path: Path, head: OpenHead): RuleNode {
    const expression = compileText(String(when), this.scope, path, this.faults)
    if (expression !== undefined && expression.type.kind !== 'boolean')
      this.faults.push(
        complain(
          'boolean-needed',
          path,
          'a condition',
          ['条件要能回答是或否', 'a condition answers yes or no'],
          ['请写成比较，例如 参保人数 >= 30', 'Write a comparison, for example hr.insured >= 30'],
        ),
      )
    const fallback: Expression = {
      op: 'literal',
      value: true,
      type: { kind: 'boolean' },
      at: { from: 0, until: 0 },
    }
    return this.expressionNode(expression ?? fallback, head)
  }

  /** `and`, `or` and `not` inside an expression become conditions of their own, so that each is explained. */
  private expressionNode(expression: Expression, head: OpenHead): RuleNode {
    const { id, clause, path } = head
    if (expression.op === 'and' || expression.op === 'or') {
      const kind = expression.op === 'and' ? 'all' : 'any'
      const children = expression.operands.map((operand, i) =>
        this.expressionNode(operand, { id: `${id}.${i + 1}`, path }),
      )
      return { id, clause, path, kind, text: head.text ?? joined(kind, children), children }
    }
    const [operand] = expression.op === 'call' && expression.name === 'not' ? expression.operands : []
    if (operand !== undefined) {
      const child = this.expressionNode(operand, { id: `${id}.1`, path })
      return { id, clause, path, kind: 'not', text: head.text ?? negated(child).text, children: [child] }
    }
    return {
      id,
      clause,
      path,
      kind: 'test',
      text: head.text ?? describe(expression, this.scope.dictionary, this.scope.parameters),
      expression,
    }
  }
}

function negated(node: RuleNode): RuleNode {
  return {
    id: `${node.id}.not`,
    path: node.path,
    kind: 'not',
    text: { zh: `不属于“${node.text.zh}”`, en: `Not: ${lower(node.text.en)}` },
    children: [node],
  }
}

const lower = (text: string) =>
  /^[A-Z][a-z ]/.test(text) ? (text[0] ?? '').toLowerCase() + text.slice(1) : text

function joined(kind: 'all' | 'any', children: readonly RuleNode[]): Bilingual {
  const zh = children.map(({ text }) => text.zh).join(kind === 'all' ? '，并且' : '，或者')
  const en = children
    .map(({ text }, i) => (i === 0 ? text.en : lower(text.en)))
    .join(kind === 'all' ? ' and ' : ' or ')
  return { zh, en }
}

/** Compiles one expression; undefined where it has faults, which are added with `path`. */
export function compileText(
  text: string,
  scope: CompileScope,
  path: Path,
  faults: Complaint[],
): Expression | undefined {
  const compiled = compileExpression(text, scopeOf(scope))
  if (!Array.isArray(compiled)) return compiled
  faults.push(...compiled.map((fault) => ({ ...fault, path })))
  return undefined
}

const scopeOf = ({ dictionary, parameters }: CompileScope): Scope => ({
  vocabulary: dictionary.vocabulary,
  parameters: new Map([...parameters].map(([name, { type }]) => [name, type])),
})

/** Compiles the named values of a policy in their order; each may use those before it. */
export function compileParameters(
  forms: Readonly<Record<string, ParameterForm>>,
  dictionary: Dictionary,
  path: Path,
  english: Readonly<Record<string, string>> = {},
): { parameters: Map<string, CompiledParameter>; faults: Complaint[] } {
  const parameters = new Map<string, CompiledParameter>()
  let waiting = separated(forms)
  // A parameter may use others, written before or after it: a database does not keep the order in which they were written.
  const compile = ({ name, form, under }: NamedForm, faults: Complaint[]) =>
    compileParameter(name, form, { dictionary, parameters }, [...path, under], english, faults)
  for (let progress = true; progress; ) {
    const unready = waiting.filter((one) => {
      const faults: Complaint[] = []
      const compiled = compile(one, faults)
      if (faults.length === 0) parameters.set(one.name, compiled)
      return faults.length > 0
    })
    progress = unready.length > 0 && unready.length < waiting.length
    waiting = unready
  }
  // What still fails is told in the order it was written, and each is known to the next, so that one fault is told once.
  const faults: Complaint[] = []
  for (const one of waiting) parameters.set(one.name, compile(one, faults))
  return { parameters, faults }
}

interface NamedForm {
  readonly name: string
  readonly form: ParameterForm
  /** the name it is written under */
  readonly under: string
}

/** A table with several outputs is one table for each, under the output's name. */
function separated(forms: Readonly<Record<string, ParameterForm>>): NamedForm[] {
  return Object.entries(forms).flatMap(([under, form]): NamedForm[] => {
    if (typeof form !== 'object' || !('table' in form) || form.table.outputs === undefined)
      return [{ name: under, form, under }]
    const { outputs, rows, otherwise, ...table } = form.table
    const pick = (result: unknown, i: number) => (Array.isArray(result) ? result[i] : undefined)
    return outputs.map((name, i) => ({
      name,
      under,
      form: {
        table: {
          ...table,
          rows: rows.map((row) => ({ ...row, value: pick(row.value, i) ?? [] })),
          ...(otherwise === undefined ? {} : { otherwise: pick(otherwise, i) ?? [] }),
        },
      },
    }))
  })
}

const outputsOf = (form: ParameterForm) =>
  typeof form === 'object' && 'table' in form ? form.table.outputs : undefined

/** The names of the values that parameters give: their own, or those of a table's outputs. */
export const parameterNamesIn = (forms: Readonly<Record<string, ParameterForm>>): string[] =>
  Object.entries(forms).flatMap(([name, form]) => outputsOf(form) ?? [name])

function compileParameter(
  name: string,
  form: ParameterForm,
  scope: CompileScope,
  place: Path,
  english: Readonly<Record<string, string>>,
  faults: Complaint[],
): CompiledParameter {
  if (!/^\p{L}[\p{L}\p{Nd}]*$/u.test(name) || scope.dictionary.vocabulary.named(name) !== undefined)
    faults.push(
      complain(
        'parameter-name',
        place,
        'a name of its own',
        [`参数名“${name}”不能用，或和词典重名`, `the name “${name}” cannot be used or is in the dictionary`],
        ['请换一个没有空格和符号的名称', 'Choose a name without spaces or signs'],
      ),
    )
  const versions = versionsOf(form).map(({ from, until, tiers, table, at }) => {
    if (table === undefined)
      return { from, until, tiers: compileTiers(tiers, scope, [...place, ...at], faults) }
    const compiled = compileTable(
      table,
      (text) => compileExpression(text, scopeOf(scope)),
      [...place, ...at, 'table'],
      faults,
    )
    return { from, until, tiers: compiled === undefined ? [] : tiersOfTable(compiled), table: compiled }
  })
  const tiers = versions.flatMap((version) => version.tiers)
  return {
    label: { zh: name, en: Object.hasOwn(english, name) ? (english[name] ?? name) : name },
    type: typeOfTiers(tiers, place, faults),
    versions,
  }
}

type Amount = z.output<typeof Amount>
interface WrittenTier {
  readonly when?: string
  readonly value: Amount
}
interface WrittenVersion {
  readonly from?: Day
  readonly until?: Day
  readonly tiers: readonly WrittenTier[]
  readonly table?: TableForm
  /** from the parameter to the tiers or the table */
  readonly at: Path
}

function versionsOf(form: ParameterForm): WrittenVersion[] {
  if (!Array.isArray(form))
    return typeof form === 'object'
      ? [{ tiers: [], table: form.table, at: [] }]
      : [{ tiers: [{ value: form }], at: [] }]
  const tiersOf = (tiers: readonly z.output<typeof TierForm>[]) =>
    tiers.map(
      (tier): WrittenTier =>
        'otherwise' in tier ? { value: tier.otherwise } : { when: tier.when, value: tier.value },
    )
  const plain: z.output<typeof TierForm>[] = []
  const dated: WrittenVersion[] = []
  for (const [i, entry] of form.entries()) {
    if ('from' in entry)
      dated.push({
        from: entry.from,
        ...(entry.until === undefined ? {} : { until: entry.until }),
        ...('table' in entry
          ? { tiers: [], table: entry.table, at: [i] }
          : 'tiers' in entry
            ? { tiers: tiersOf(entry.tiers), at: [i, 'tiers'] }
            : { tiers: [{ value: entry.value }], at: [i] }),
      })
    else plain.push(entry)
  }
  return dated.length > 0 ? dated : [{ tiers: tiersOf(plain), at: [] }]
}

function compileTiers(
  tiers: readonly WrittenTier[],
  scope: CompileScope,
  path: Path,
  faults: Complaint[],
): Tier[] {
  if (tiers.at(-1)?.when !== undefined || tiers.slice(0, -1).some(({ when }) => when === undefined))
    faults.push(
      complain(
        'tiers-without-otherwise',
        path,
        'otherwise, once, last',
        ['分档的最后一档要写 otherwise', 'the last tier must be otherwise'],
        ['请在最后加一档 otherwise', 'Add a last tier with otherwise'],
      ),
    )
  return tiers.flatMap(({ when, value }, i) => {
    const place = tiers.length === 1 ? path : [...path, i]
    const condition = when === undefined ? undefined : compileText(when, scope, place, faults)
    const amount = compileText(String(value), scope, place, faults)
    if (condition !== undefined && condition.type.kind !== 'boolean')
      faults.push(
        complain(
          'boolean-needed',
          path,
          'a condition',
          ['档的 when 要能回答是或否', 'the when of a tier answers yes or no'],
          ['请写成比较', 'Write a comparison'],
        ),
      )
    return amount === undefined ? [] : [{ when: condition, value: amount, path: place }]
  })
}

function typeOfTiers(tiers: readonly Tier[], path: Path, faults: Complaint[]): Type {
  const types = tiers.map(({ value }) => value.type)
  const first = types.find(({ kind }) => kind !== 'number') ?? types[0] ?? { kind: 'broken' as const }
  const odd = types.find(
    (type) => type.kind !== first.kind && !(type.kind === 'number' && first.kind === 'ratio'),
  )
  if (odd !== undefined)
    faults.push(
      complain(
        'tiers-differ',
        path,
        first.kind,
        ['各档的值不是同一种', 'the tiers have values of different kinds'],
        ['请统一单位', 'Use one unit'],
      ),
    )
  if (first.kind !== 'number') return first
  return { ...first, whole: types.every((type) => type.kind === 'number' && type.whole) }
}

function expressionsIn(node: RuleNode): Expression[] {
  return node.kind === 'test' ? [node.expression] : node.children.flatMap(expressionsIn)
}

/** The part of a tree that carries meaning, as plain JSON. */
function meaningOf(node: RuleNode): unknown {
  return node.kind === 'test'
    ? { id: node.id, test: plainExpression(node.expression) }
    : { id: node.id, [node.kind]: node.children.map(meaningOf) }
}

function plainExpression(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value: unknown) => {
      if (key === 'at' || (key === 'type' && typeof value === 'object')) return undefined
      return typeof value === 'bigint' ? value.toString() : value
    }),
  )
}

/** Everything expressions refer to, followed to the end: parameters and derived facts, by name. */
function references(expressions: readonly Expression[], { dictionary, parameters }: CompileScope) {
  const found = new Map<string, readonly Expression[]>()
  const facts = new Set<string>()
  const visit = (expression: Expression) => {
    for (const fact of factsIn(expression)) {
      facts.add(fact)
      const tree = dictionary.derived.get(fact)
      if (tree !== undefined) enter(`fact ${fact}`, [tree])
    }
    for (const part of walk(expression)) if (part.op === 'parameter') enterParameter(part.name)
  }
  const enter = (key: string, trees: readonly Expression[]) => {
    if (found.has(key)) return
    found.set(key, trees)
    trees.forEach(visit)
  }
  const enterParameter = (name: string) => {
    const tiers = parameters.get(name)?.versions.flatMap((version) => version.tiers) ?? []
    enter(
      `parameter ${name}`,
      tiers.flatMap(({ when, value }) => (when === undefined ? [value] : [when, value])),
    )
  }
  expressions.forEach(visit)
  return { found, facts }
}

function hashOf(meaning: unknown, expressions: readonly Expression[], scope: CompileScope): string {
  const { found, facts } = references(expressions, scope)
  const published = [...facts].sort().flatMap((fact) => {
    const values = scope.dictionary.published.get(fact)
    return values === undefined
      ? []
      : [[fact, values.map(({ from, until, value }) => ({ from, until, value: plainValue(value) }))]]
  })
  const behind = [...found]
    .map(([name, trees]) => [name, datesOf(name, scope), trees.map(plainExpression)])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  return sha256(canonicalJson({ meaning, behind, published }))
}

const plainValue = (value: unknown) =>
  isRational(value as never)
    ? JSON.parse(
        JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
      )
    : value

const datesOf = (name: string, { parameters }: CompileScope) =>
  parameters.get(name.slice('parameter '.length))?.versions.map(({ from, until, tiers }) => ({
    from,
    until,
    tiers: tiers.map(({ when }) => when !== undefined),
  })) ?? []

/** The hash of any set of expressions under one name, such as a benefit formula. */
export const hashExpressions = (
  meaning: unknown,
  expressions: readonly Expression[],
  scope: CompileScope,
): string => hashOf({ meaning, expressions: expressions.map(plainExpression) }, expressions, scope)

export const factsBehind = (expressions: readonly Expression[], scope: CompileScope): Set<string> =>
  references(expressions, scope).facts
