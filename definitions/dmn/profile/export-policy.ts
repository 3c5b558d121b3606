import { yearWord } from '#definitions/facts/vocabulary.ts'
import type { Bilingual } from '#kernel/text.ts'
import { decimalText, rational, type Rounding } from '../../rational.ts'
import type { CompiledClause, RuleNode } from '../../rules/clause.ts'
import type { Dictionary } from '../../rules/dictionary.ts'
import type { CompiledParameter, ParameterVersion } from '../../rules/compiled-parameter.ts'
import { type Expression, type Type, typeOf, walk } from '../../rules/expression.ts'
import type { BenefitRule } from '../../rules/policy-rule.ts'
import { type CompiledTable, tiersOfTable } from '../../rules/table.ts'
import type { Boxed, Decision, DmnModel, HitPolicy, InputData, Requirement } from '../model.ts'
import { ExpressionWriter, type NamesOfFacts, NotInFeel, literal } from './write-expression.ts'

/** A policy as far as it decides and computes. */
export interface PolicySource {
  readonly id: string
  readonly version: number
  readonly title: Bilingual
  readonly dictionary: Dictionary
  readonly appliesTo: CompiledClause
  readonly conditions: CompiledClause
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  readonly benefit?: BenefitRule | undefined
  /** the sum where the conditions are not met */
  readonly otherwise?: Expression | undefined
}

/** What a name of the model stands for. */
export interface NameMeaning {
  readonly name: string
  readonly kind: 'input' | 'fact' | 'parameter' | 'condition' | 'result'
  /** identifier of the fact, name of the parameter, id of the condition */
  readonly id: string
  readonly yearsBack?: number | undefined
  readonly unit?: string | undefined
}

export interface ExportedPolicy {
  readonly model: DmnModel
  readonly names: readonly NameMeaning[]
}

/** Names of the decisions that answer for the whole policy. */
export const resultNames = { applies: '适用', conditions: '条件', verdict: '判断', amount: '金额' } as const
const todayName = '今天'
/** Before the name of a derived or published fact: what somebody stated, which goes before the computation. */
export const statedPrefix = '申报的'

/**
 * The policy as a DMN 1.5 model: one decision for each condition, parameter and derived fact that it needs, one each for 适用, 条件, 判断
 * and 金额. The size class of an enterprise is an input: its method is no FEEL.
 */
export function exportPolicy(source: PolicySource): ExportedPolicy {
  const exporter = new Exporter(source)
  exporter.whole()
  return exporter.exported()
}

const hitPolicies: Record<CompiledTable['hit'], HitPolicy> = {
  U: 'UNIQUE',
  A: 'ANY',
  F: 'FIRST',
  P: 'PRIORITY',
  R: 'RULE ORDER',
  O: 'OUTPUT ORDER',
  C: 'COLLECT',
  'C+': 'COLLECT',
  'C<': 'COLLECT',
  'C>': 'COLLECT',
  'C#': 'COLLECT',
}
const aggregations = { 'C+': 'SUM', 'C<': 'MIN', 'C>': 'MAX', 'C#': 'COUNT' } as const
const roundings: Partial<Record<Rounding, string>> = {
  'half-up': 'round half up',
  down: 'round down',
  up: 'round up',
}

class Exporter {
  private readonly inputs = new Map<string, InputData>()
  private readonly decisions = new Map<string, Decision>()
  private readonly names = new Map<string, NameMeaning>()

  constructor(private readonly source: PolicySource) {}

  exported(): ExportedPolicy {
    const { id, version, title } = this.source
    return {
      names: [...this.names.values()],
      model: {
        namespace: `urn:yishang:policy:${id}:${version}`,
        name: title.zh,
        id: undefined,
        imports: [],
        types: [],
        inputs: [...this.inputs.values()],
        decisions: [...this.decisions.values()],
        knowledge: [],
        services: [],
      },
    }
  }

  whole(): void {
    const { appliesTo, conditions, title } = this.source
    const { applies, conditions: met, verdict, amount } = resultNames
    this.condition(appliesTo.tree, applies, 'appliesTo')
    this.condition(conditions.tree, met, 'conditions')
    this.decide(verdict, { kind: 'result', id: 'verdict' }, title.zh, 'string', (named) => {
      const [a, b] = [named(applies), named(met)]
      return text(
        `if ${a} = false then "不适用" else if ${b} = false then "不符合" else if ${a} = true and ${b} = true then "符合" else "缺数据"`,
      )
    })
    const { benefit, otherwise } = this.source
    if (benefit === undefined) return
    this.decide(
      amount,
      { kind: 'result', id: 'amount', unit: '元' },
      undefined,
      'number',
      (named, writer) => {
        const rounded = (sum: string) => roundedTo(sum, benefit.round)
        const due = rounded(capped(dueText(benefit, writer), benefit.cap && writer.text(benefit.cap)))
        const instead =
          otherwise === undefined
            ? 'null'
            : `if ${named(verdict)} = "不符合" then ${rounded(writer.text(otherwise))} else null`
        return text(`if ${named(verdict)} = "符合" then ${due} else ${instead}`)
      },
    )
  }

  /** A decision for a condition and, below it, for each condition that has words of its own. */
  private condition(node: RuleNode, name: string, which: string): void {
    this.decide(
      name,
      { kind: 'condition', id: `${which}.${node.id}` },
      node.text.zh,
      'boolean',
      (named, writer) => {
        if (node.kind === 'test') return text(writer.text(node.expression))
        const parts = node.children.map((child) => {
          const below = `条件_${which === 'appliesTo' ? 'applies_' : ''}${child.id.replaceAll(/[.-]/g, '_')}`
          this.condition(child, below, which)
          return named(below)
        })
        const joined =
          node.kind === 'not' ? `not(${parts.join()})` : parts.join(node.kind === 'all' ? ' and ' : ' or ')
        return node.table === undefined ? text(joined) : this.table(node.table, joined, 'boolean', writer)
      },
    )
  }

  private decide(
    name: string,
    meaning: Omit<NameMeaning, 'name'>,
    question: string | undefined,
    typeRef: string | undefined,
    write: (named: (name: string) => string, writer: ExpressionWriter) => Boxed,
  ): void {
    if (this.decisions.has(name)) return
    const needed = new Set<string>()
    const named = (other: string) => {
      needed.add(other)
      return other
    }
    const logic = write(named, new ExpressionWriter(this.namesFor(named)))
    this.names.set(name, { name, ...meaning })
    this.decisions.set(name, {
      id: name,
      name,
      question,
      variable: { name, typeRef },
      requires: [...needed].map(
        (other): Requirement => ({ k: this.inputs.has(other) ? 'input' : 'decision', href: `#${other}` }),
      ),
      logic,
    })
  }

  private namesFor(named: (name: string) => string): NamesOfFacts {
    return {
      dictionary: this.source.dictionary,
      fact: (id, yearsBack) => named(this.fact(id, yearsBack)),
      parameter: (name) => named(this.parameter(name)),
      today: () => named(this.today()),
    }
  }

  private today(): string {
    this.input(todayName, 'date', { kind: 'input', id: 'today' })
    return todayName
  }

  private input(name: string, typeRef: string | undefined, meaning: Omit<NameMeaning, 'name'>): void {
    if (!this.inputs.has(name)) this.inputs.set(name, { id: name, name, variable: { name, typeRef } })
    this.names.set(name, { name, ...meaning })
  }

  private fact(id: string, yearsBack: number | undefined): string {
    const { vocabulary, derived, published } = this.source.dictionary
    const fact = vocabulary.facts.get(id)
    if (fact === undefined) throw new NotInFeel(id)
    const name = `${yearsBack === undefined ? '' : (yearWord(yearsBack) ?? `${yearsBack}年前`)}${fact.zh}`
    if (this.inputs.has(name) || this.decisions.has(name)) return name
    const type = typeOf(fact)
    const meaning = { id, yearsBack, unit: unitOf(type) }
    const tree = derived.get(id)
    const values = published.get(id) ?? []
    const computed = tree !== undefined && inFeel(tree) ? tree : undefined
    if (computed === undefined && values.length === 0) {
      this.input(name, typeRefOf(type), { kind: 'input', ...meaning })
      return name
    }
    const stated = `${statedPrefix}${name}`
    this.input(stated, typeRefOf(type), { kind: 'input', ...meaning })
    this.decide(name, { kind: 'fact', ...meaning }, undefined, typeRefOf(type), (named, writer) => {
      const otherwise =
        computed === undefined
          ? byDate(
              values.map(({ from, until, value }) => ({ from, until, text: literal(value, type) })),
              yearsBack === undefined
                ? named(this.today())
                : `date(${named(this.today())}.year - ${yearsBack}, 12, 31)`,
            )
          : writer.text(computed, { yearsBack })
      return text(`if ${named(stated)} != null then ${named(stated)} else ${otherwise}`)
    })
    return name
  }

  private parameter(name: string): string {
    const parameter = this.source.parameters.get(name)
    if (parameter === undefined) throw new NotInFeel(name)
    const typeRef = typeRefOf(parameter.type)
    const meaning = { kind: 'parameter', id: name, unit: unitOf(parameter.type) } as const
    this.decide(name, meaning, parameter.label.zh, typeRef, (named, writer) => {
      const [only, ...more] = parameter.versions
      const isDated = more.length > 0 || only?.from !== undefined || only?.until !== undefined
      if (only === undefined) return text('null')
      if (!isDated) return this.version(only, typeRef, writer)
      const versions = parameter.versions.map(({ from, until, tiers }) => ({
        from,
        until,
        text: writer.tiers(tiers),
      }))
      return text(byDate(versions, named(this.today())))
    })
    return name
  }

  private version(
    { tiers, table }: ParameterVersion,
    typeRef: string | undefined,
    writer: ExpressionWriter,
  ): Boxed {
    return table === undefined
      ? text(writer.tiers(tiers))
      : this.table(table, writer.tiers(tiersOfTable(table)), typeRef, writer)
  }

  /** The table where all it looks at is known; otherwise the same said in full, which knows what is unknown. */
  private table(
    table: CompiledTable,
    said: string,
    typeRef: string | undefined,
    writer: ExpressionWriter,
  ): Boxed {
    const { hit, inputs, rows, otherwise } = table
    const looked = new Set([
      ...inputs.map((input) => writer.text(input)),
      ...rows.flatMap(({ cells }) =>
        cells.flatMap((cell) => (cell === undefined ? [] : namedIn(cell, writer))),
      ),
    ])
    const results = rows.map(({ value }) => writer.text(value))
    const byDefault = otherwise === undefined ? (hit === 'C+' ? '0' : undefined) : writer.text(otherwise)
    return {
      k: 'conditional',
      typeRef: undefined,
      condition: text([...looked].map((one) => `${one} != null`).join(' and ')),
      yes: {
        k: 'table',
        typeRef: undefined,
        hitPolicy: hitPolicies[hit],
        aggregation: hit in aggregations ? aggregations[hit as keyof typeof aggregations] : undefined,
        inputs: inputs.map((input) => ({
          label: undefined,
          expression: writer.text(input),
          typeRef: typeRefOf(input.type),
          values: undefined,
        })),
        outputs: [
          {
            label: undefined,
            name: undefined,
            typeRef,
            values: hit === 'P' ? [...new Set(results)].join(', ') : undefined,
            defaultEntry: byDefault,
          },
        ],
        rules: [...rows.entries()]
          .sort(([, a], [, b]) => a.number - b.number)
          .map(([at, { cells }]) => ({
            inputs: inputs.map((input, column) => writer.cell(cells[column], input)),
            outputs: [results[at] ?? 'null'],
          })),
      },
      no: text(said),
    }
  }
}

const text = (of: string): Boxed => ({ k: 'literal', typeRef: undefined, text: of })

const inFeel = (tree: Expression) =>
  [...walk(tree)].every((part) => part.op !== 'call' || part.name !== 'size-class')

/** What a cell looks at beside the input of its column. */
const namedIn = (cell: Expression, writer: ExpressionWriter): string[] =>
  [...walk(cell)].flatMap((part) =>
    part.op === 'fact' || part.op === 'parameter' ? [writer.text(part)] : [],
  )

function dueText({ amount, components }: BenefitRule, writer: ExpressionWriter): string {
  if (components.length === 0) return amount === undefined ? 'null' : writer.text(amount)
  return components
    .map(({ when, amount: sum }) =>
      when === undefined ? writer.text(sum) : writer.tiers([{ when, value: sum }, { value: nothing }]),
    )
    .join(' + ')
}

const nothing: Expression = {
  op: 'literal',
  value: rational(0),
  type: { kind: 'money' },
  at: { from: 0, until: 0 },
}

const capped = (sum: string, cap: string | undefined) =>
  cap === undefined ? sum : `(if (${sum}) = null or ${cap} = null then null else min(${sum}, ${cap}))`

function roundedTo(sum: string, { toFen, by }: BenefitRule['round']): string {
  const step = decimalText(rational(toFen, 100))
  const round = roundings[by]
  if (round === undefined) throw new NotInFeel(by)
  return toFen === 1 ? `${round}(${sum}, 2)` : `(${round}((${sum}) / ${step}, 0) * ${step})`
}

/** The version in force on a day; null where none is. */
const byDate = (
  versions: readonly { from?: string | undefined; until?: string | undefined; text: string }[],
  day: string,
): string =>
  versions.reduceRight((otherwise, { from, until, text: value }) => {
    const bounds = [from && `${day} >= date("${from}")`, until && `${day} < date("${until}")`].filter(Boolean)
    return bounds.length === 0 ? value : `(if ${bounds.join(' and ')} then ${value} else ${otherwise})`
  }, 'null')

function typeRefOf({ kind }: Type): string | undefined {
  switch (kind) {
    case 'money':
    case 'ratio':
    case 'number':
      return 'number'
    case 'code':
    case 'text':
      return 'string'
    case 'boolean':
    case 'date':
      return kind
    case 'broken':
      return undefined
  }
}

function unitOf(type: Type): string | undefined {
  if (type.kind === 'money') return '元'
  if (type.kind === 'ratio') return '1'
  return type.kind === 'number' ? type.unit : undefined
}
