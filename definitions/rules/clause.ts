import type { Bilingual } from '#kernel/text.ts'
import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'
import { compileExpression } from './check.ts'
import type { Clause } from './clause-form.ts'
import { type CompileScope, compileText, scopeOf } from './compile-text.ts'
import { describe } from './describe.ts'
import type { Dictionary } from './dictionary.ts'
import type { CompiledParameter } from './compiled-parameter.ts'
import type { Expression } from './expression.ts'
import { factsBehind, hashOf, plainExpression } from './rule-hash.ts'
import {
  ClauseTableForm,
  type CompiledTable,
  compileTable,
  type Path,
  waysOfTable,
  type WrittenClauseTable,
} from './table.ts'

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

function expressionsIn(node: RuleNode): Expression[] {
  return node.kind === 'test' ? [node.expression] : node.children.flatMap(expressionsIn)
}

/** The part of a tree that carries meaning, as plain JSON. */
function meaningOf(node: RuleNode): unknown {
  return node.kind === 'test'
    ? { id: node.id, test: plainExpression(node.expression) }
    : { id: node.id, [node.kind]: node.children.map(meaningOf) }
}
