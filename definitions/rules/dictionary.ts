import type { Fact } from '#definitions/facts/fact.ts'
import { readValue } from '#definitions/facts/values.ts'
import { type Vocabulary, vocabularyOf } from '#definitions/facts/vocabulary.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { within } from '#kernel/time.ts'
import type { Day } from '#kernel/time.ts'
import { complain } from '../complaint.ts'
import { compileExpression } from './check.ts'
import { type Expression, type Type, typeOf, type Value, walk } from './expression.ts'

/** A value that holds for everybody from a day on. */
export interface Published {
  readonly from: Day
  readonly until?: Day | undefined
  readonly value: Value
  readonly document: string
}

/** The fact dictionary, compiled: names, derived facts as typed trees, published values. */
export interface Dictionary {
  readonly vocabulary: Vocabulary
  readonly derived: ReadonlyMap<string, Expression>
  readonly published: ReadonlyMap<string, readonly Published[]>
}

interface Compilation {
  readonly dictionary: Dictionary
  readonly complaints: readonly Complaint[]
}

const compilations = new WeakMap<readonly Fact[], Compilation>()

function compileFresh(facts: readonly Fact[]): {
  dictionary: Dictionary
  complaints: Complaint[]
} {
  const { vocabulary, complaints } = vocabularyOf(facts)
  const derived = new Map<string, Expression>()
  const published = new Map<string, Published[]>()
  for (const [index, fact] of facts.entries()) {
    complaints.push(...shapeComplaints(fact, index))
    if (fact.derived !== undefined) {
      const compiled = compileExpression(fact.derived, {
        vocabulary,
        lists: true,
        yearly: fact.period === 'year',
      })
      if (Array.isArray(compiled))
        complaints.push(...compiled.map((fault) => ({ ...fault, path: [index, 'derived'] })))
      else if (!sameKind(compiled.type, typeOf(fact)))
        complaints.push(
          complain(
            'derived-type',
            [index, 'derived'],
            fact.type,
            [`“${fact.zh}”的算式得不出它的类型`, `the expression of “${fact.en}” has another type`],
            ['请检查 type 和 derived', 'Check type and derived'],
          ),
        )
      else derived.set(fact.id, compiled)
    }
    if (fact.published !== undefined) published.set(fact.id, readPublished(fact, index, complaints))
  }
  const circular = facts.filter(({ id }) => reaches(id, id, derived, new Set()))
  for (const fact of circular) {
    const message = [`“${fact.zh}”绕了一圈又用到它自己`, `“${fact.en}” depends on itself`] as const
    complaints.push(
      complain('derived-cycle', [facts.indexOf(fact), 'derived'], 'no circle', message, [
        '请断开这个循环',
        'Break the circle',
      ]),
    )
  }
  // Taken out, so that whoever goes on with a broken dictionary still comes to an end.
  for (const { id } of circular) derived.delete(id)
  return { dictionary: { vocabulary, derived, published }, complaints }
}

/** Compiles a city's dictionary, once for each list, and says everything wrong with it. `path` of a complaint begins with the fact's place in `facts`. */
export function compileDictionary(facts: readonly Fact[]): Compilation {
  const known = compilations.get(facts)
  if (known !== undefined) return known
  const fresh = compileFresh(facts)
  compilations.set(facts, fresh)
  return fresh
}

/** An industry of GB/T 4754 as a city names it. */
export interface NamedIndustry {
  readonly code: string
  readonly title: Bilingual
}

const naming = new WeakMap<readonly Fact[], { readonly names: number; readonly dictionary: Dictionary }>()

/** The compiled dictionary of a city that was checked before. With `industries`, industry codes are shown under their names. */
export function dictionaryOf(facts: readonly Fact[], industries: readonly NamedIndustry[] = []): Dictionary {
  if (industries.length === 0) return compileDictionary(facts).dictionary
  const known = naming.get(facts)
  if (known?.names === industries.length) return known.dictionary
  const values = industries.map(({ code, title }) => ({ code, ...title }))
  const named = facts.map((fact) => (fact.format === 'industry' ? { ...fact, values } : fact))
  const { dictionary } = compileFresh(named)
  naming.set(facts, { names: industries.length, dictionary })
  return dictionary
}

function shapeComplaints(fact: Fact, index: number): Complaint[] {
  const wrong = (expected: string, zh: string, en: string) =>
    complain(
      'fact-shape',
      [index],
      expected,
      [`“${fact.zh}”：${zh}`, `“${fact.en}”: ${en}`],
      ['请对照事实词典说明修改', 'See the reference of the fact dictionary'],
    )
  const found: Complaint[] = []
  if ((fact.type === 'list') !== (fact.fields !== undefined))
    found.push(
      wrong('type: list with fields', '清单要有 fields，别的类型没有', 'a list has fields, nothing else has'),
    )
  if ((fact.type === 'code') !== (fact.values !== undefined))
    found.push(
      wrong('type: code with values', '选项要有 values，别的类型没有', 'a code has values, nothing else has'),
    )
  if (fact.display !== undefined && fact.type !== 'money')
    found.push(wrong('display of money', '只有金额有 display', 'only money has a display unit'))
  if (fact.derived === undefined && fact.published === undefined && fact.source === undefined)
    found.push(wrong('source', '要写明向哪个部门了解', 'says no department to ask'))
  return found
}

function readPublished(fact: Fact, index: number, complaints: Complaint[]): Published[] {
  return (fact.published ?? []).flatMap(({ from, until, value, document }, i) => {
    const read = readValue(fact, value)
    if (!('bad' in read) && read.value !== undefined) return [{ from, until, value: read.value, document }]
    const bad = 'bad' in read ? read.bad : undefined
    complaints.push(
      complain(
        bad?.code ?? 'value-unknown',
        [index, 'published', i, 'value'],
        bad?.expected ?? 'a value',
        bad?.message ?? ['公布的值不能是未知', 'a published value cannot be unknown'],
        bad?.remedy ?? ['请写出公布的值', 'Write the published value'],
      ),
    )
    return []
  })
}

/** The published value in force on a day. */
export const publishedOn = (dictionary: Dictionary, fact: string, day: Day): Published | undefined =>
  dictionary.published.get(fact)?.find((one) => within({ from: one.from, until: one.until }, day))

const sameKind = (a: Type, b: Type) =>
  a.kind === b.kind || (a.kind === 'number' && b.kind === 'ratio' && a.unit === undefined)

function reaches(
  from: string,
  target: string,
  derived: ReadonlyMap<string, Expression>,
  seen: Set<string>,
): boolean {
  const tree = derived.get(from)
  if (tree === undefined || seen.has(from)) return false
  seen.add(from)
  for (const fact of factsIn(tree)) if (fact === target || reaches(fact, target, derived, seen)) return true
  return false
}

/** Identifiers of the facts an expression reads, lists included. */
export function factsIn(expression: Expression): Set<string> {
  const found = new Set<string>()
  for (const part of walk(expression)) {
    if (part.op === 'fact') found.add(part.fact)
    if (part.op === 'aggregate') found.add(part.of.fact)
  }
  return found
}
