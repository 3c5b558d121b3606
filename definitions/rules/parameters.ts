import type { Complaint } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { complain } from '../complaint.ts'
import { compileExpression } from './check.ts'
import type { Amount, ParameterForm, TierForm } from './clause-form.ts'
import { type CompileScope, compileText, scopeOf } from './compile-text.ts'
import type { Dictionary } from './dictionary.ts'
import type { CompiledParameter, Tier } from './compiled-parameter.ts'
import type { Type } from './expression.ts'
import { compileTable, type Path, type TableForm, tiersOfTable } from './table.ts'

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
  const tiersOf = (tiers: readonly TierForm[]) =>
    tiers.map(
      (tier): WrittenTier =>
        'otherwise' in tier ? { value: tier.otherwise } : { when: tier.when, value: tier.value },
    )
  const plain: TierForm[] = []
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
