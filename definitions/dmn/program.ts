import { type Code, userFunction } from '../feel/compile.ts'
import { guarded, rootScope } from '../feel/feel.ts'
import type { FeelNote } from '../feel/fault.ts'
import type { NamesInScope } from '../feel/parse-state.ts'
import { Run, type RunOptions } from '../feel/run.ts'
import type { TypeNames } from '../feel/type-names.ts'
import { coerced, type FeelType } from '../feel/types.ts'
import { FeelFunction, type FeelValue } from '../feel/values.ts'
import { compileBoxed, compileFunction, typed } from './boxed.ts'
import { componentNames, declaredTypes, resultOf, typeOfReference } from './item-types.ts'
import type { Decision, DecisionService, DmnModel, InputData, KnowledgeModel } from './model.ts'
import { Reading, type TextFault } from './reading.ts'

type Element =
  | ({ readonly k: 'input' } & InputData)
  | ({ readonly k: 'decision' } & Decision)
  | ({ readonly k: 'knowledge' } & KnowledgeModel)
  | ({ readonly k: 'service' } & DecisionService)

/** An element made ready: what it is called, where it stands, how its value is found in one case. */
interface Ready {
  readonly element: Element
  readonly model: DmnModel
  readonly value: (of: Case) => FeelValue
}

/** One evaluation of a model: the values given and those found so far. */
class Case {
  readonly found = new Map<Ready, FeelValue>()
  readonly open = new Set<Ready>()
  constructor(
    readonly given: ReadonlyMap<Ready, FeelValue>,
    readonly run: Run,
  ) {}
}

export interface DmnResult {
  readonly value: FeelValue
  readonly notes: readonly FeelNote[]
}

/** A value given from outside, by the name of an input or decision; `namespace` when it belongs to an imported model. */
export interface GivenValue {
  readonly name: string
  readonly namespace?: string | undefined
  readonly value: FeelValue
}

/** A model with the models it imports, read once and evaluated as often as wanted. */
export class DmnProgram {
  /** texts of the models that cannot be read */
  readonly faults: TextFault[] = []
  readonly #ready = new Map<string, Ready>()
  readonly #types = new Map<string, TypeNames>()

  constructor(
    readonly main: DmnModel,
    readonly imported: readonly DmnModel[] = [],
  ) {
    for (const model of [main, ...imported]) {
      if (!this.#types.has(model.namespace)) this.#types.set(model.namespace, this.#typesOf(model, new Set()))
      for (const element of elementsOf(model)) this.#prepare(model, element)
    }
  }

  /** The value of a decision. */
  decide(name: string, given: readonly GivenValue[], options: RunOptions = {}): DmnResult {
    const ready = this.#named(name, 'decision')
    return this.#running(options, (run) => {
      if (ready === undefined) return run.null('unknown-name', name)
      return this.#valueOf(ready, new Case(this.#givenTo(given, run), run))
    })
  }

  /** Calls a business knowledge model or a decision service with arguments by name. */
  call(name: string, given: readonly GivenValue[], options: RunOptions = {}): DmnResult {
    const ready = this.#named(name, 'knowledge') ?? this.#named(name, 'service')
    return this.#running(options, (run) => {
      if (ready === undefined) return run.null('unknown-function', name)
      const callee = ready.value(new Case(new Map(), run))
      if (!(callee instanceof FeelFunction)) return run.null('not-callable', name)
      const values = new Map(given.map((one) => [one.name, one.value]))
      const missing = callee.parameters.filter((one) => !values.has(one.name))
      for (const parameter of missing) values.set(parameter.name, null)
      return callee.call({ k: 'named', values }, run)
    })
  }

  #running(options: RunOptions, evaluate: (run: Run) => FeelValue): DmnResult {
    const run = new Run(options)
    return { value: guarded(run, () => evaluate(run)), notes: run.notes }
  }

  #named(name: string, k: Element['k']): Ready | undefined {
    const named = [...this.#ready.values()].filter(({ element }) => element.k === k && element.name === name)
    for (const model of this.#nameless(this.main)) {
      const found = named.find((one) => one.model === model)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The model, and those whose elements it sees as if they were its own, in the order that decides between equal names. */
  #nameless(model: DmnModel, seen = new Set<DmnModel>()): Set<DmnModel> {
    if (seen.has(model)) return seen
    seen.add(model)
    for (const { name, namespace } of model.imports) {
      const from = name === '' ? this.#modelOf(namespace) : undefined
      if (from !== undefined) this.#nameless(from, seen)
    }
    return seen
  }

  #givenTo(given: readonly GivenValue[], run: Run): ReadonlyMap<Ready, FeelValue> {
    const values = new Map<Ready, FeelValue>()
    for (const { name, namespace, value } of given) {
      const wanted = namespace ?? this.main.namespace
      const named = [...this.#ready.values()].filter(
        (one) =>
          (one.element.k === 'input' || one.element.k === 'decision') &&
          (one.element.name === name || this.#qualified(one) === name),
      )
      const ready =
        named.find((one) => one.model.namespace === wanted) ??
        (namespace === undefined ? named[0] : undefined)
      if (ready !== undefined) values.set(ready, coerced(value, this.#typeOf(ready), run))
    }
    return values
  }

  #qualified({ element, model }: Ready): string {
    const through = this.main.imports.find(({ namespace }) => namespace === model.namespace)
    return through === undefined || through.name === '' ? element.name : `${through.name}.${element.name}`
  }

  #typeOf({ element, model }: Ready): FeelType {
    return typeOfReference(element.variable.typeRef, this.#types.get(model.namespace) ?? new Map())
  }

  #valueOf(ready: Ready, of: Case): FeelValue {
    if (of.given.has(ready)) return of.given.get(ready) ?? null
    const known = of.found.get(ready)
    if (known !== undefined) return known
    if (of.open.has(ready)) return of.run.null('decision-cycle', ready.element.name)
    of.open.add(ready)
    of.run.enter()
    const value = ready.value(of)
    of.run.leave()
    of.open.delete(ready)
    of.found.set(ready, value)
    return value
  }

  #modelOf(namespace: string): DmnModel | undefined {
    return [this.main, ...this.imported].find((model) => model.namespace === namespace)
  }

  #typesOf(model: DmnModel, open: Set<string>): TypeNames {
    const imported = new Map<string, FeelType>()
    open.add(model.namespace)
    for (const one of model.imports) {
      const from = this.#modelOf(one.namespace)
      if (from === undefined || open.has(one.namespace)) continue
      for (const [name, type] of this.#typesOf(from, open)) {
        const known = one.name === '' ? name : `${one.name}.${name}`
        if (!imported.has(known)) imported.set(known, type)
      }
    }
    open.delete(model.namespace)
    const reading = new Reading('itemDefinition', { variables: ['?'] }, imported, this.faults)
    return declaredTypes(model.types, imported, (text) => reading.tests(text))
  }

  #prepare(model: DmnModel, element: Element): void {
    let value: Ready['value'] | undefined
    const ready: Ready = {
      element,
      model,
      value: (of) => {
        value ??= this.#build(model, element)
        return value(of)
      },
    }
    this.#ready.set(`${model.namespace}#${element.id}`, ready)
  }

  /** Reads every text of the models now; `faults` is complete afterwards. */
  readAll(): readonly TextFault[] {
    for (const { element, model } of this.#ready.values()) this.#build(model, element)
    return this.faults
  }

  #build(model: DmnModel, element: Element): Ready['value'] {
    switch (element.k) {
      case 'input':
        return ({ run }) => run.null('operand-null', element.name)
      case 'service':
        return this.#service(model, element)
      case 'knowledge': {
        const { names, code } = this.#logic(model, element)
        return (of) => code(rootScope.with(names(of)), of.run)
      }
      case 'decision': {
        const { names, code } = this.#logic(model, element)
        return (of) => code(rootScope.with(names(of)), of.run)
      }
    }
  }

  #logic(model: DmnModel, element: Element & { k: 'decision' | 'knowledge' }) {
    const order = [...this.#nameless(model)]
    const rank = (one: DmnModel) => (order.includes(one) ? order.indexOf(one) : order.length)
    const required = element.requires
      .flatMap(({ href }) => {
        const ready = this.#at(model, href)
        return ready === undefined ? [] : [{ ready, prefix: prefixOf(model, ready.model) }]
      })
      .sort((a, b) => rank(b.ready.model) - rank(a.ready.model))
    const reading = this.#reading(model, element.name, required)
    const names = (of: Case): Map<string, FeelValue> => {
      const values = new Map<string, FeelValue>()
      for (const { ready, prefix } of required) {
        const value = this.#valueOf(ready, of)
        if (prefix === '') values.set(ready.element.name, value)
        else {
          const inner = values.get(prefix)
          values.set(prefix, new Map([...(inner instanceof Map ? inner : []), [ready.element.name, value]]))
        }
      }
      return values
    }
    return { names, code: logicOf(element, reading) }
  }

  #reading(model: DmnModel, name: string, required: readonly { ready: Ready; prefix: string }[]): Reading {
    const names: NamesInScope = {
      variables: required.map(({ ready, prefix }) => (prefix === '' ? ready.element.name : prefix)),
      entries: [
        ...[this.main, ...this.imported].flatMap((one) => componentNames(one.types)),
        ...required.flatMap(({ ready, prefix }) => (prefix === '' ? [] : [ready.element.name])),
      ],
    }
    return new Reading(name, names, this.#types.get(model.namespace) ?? new Map(), this.faults)
  }

  #at(model: DmnModel, href: string): Ready | undefined {
    const hash = href.lastIndexOf('#')
    const namespace = hash <= 0 ? model.namespace : href.slice(0, hash)
    return this.#ready.get(`${namespace}#${href.slice(hash + 1)}`)
  }

  /** A service is a function of its input data and input decisions. Its decisions see nothing but these. */
  #service(model: DmnModel, element: Element & { k: 'service' }): Ready['value'] {
    const all = (hrefs: readonly string[]) =>
      hrefs.map((href) => this.#at(model, href)).filter((one) => one !== undefined)
    const inputs = all([...element.inputs, ...element.inputDecisions])
    const outputs = all(element.outputs)
    const parameters = inputs.map((ready) => ({ name: ready.element.name, type: this.#typeOf(ready) }))
    const [only] = outputs
    const declared = resultOf(
      typeOfReference(element.variable.typeRef, this.#types.get(model.namespace) ?? new Map()),
    )
    const result =
      declared.k === 'any' && outputs.length === 1 && only !== undefined ? this.#typeOf(only) : declared
    const callee = userFunction(
      element.name,
      parameters,
      (names, run) => {
        const given = new Map(inputs.map((ready) => [ready, names.get(ready.element.name) ?? null]))
        const of = new Case(given, run)
        const values = outputs.map((ready) => [ready.element.name, this.#valueOf(ready, of)] as const)
        return coerced(values.length === 1 ? (values[0]?.[1] ?? null) : new Map(values), declared, run)
      },
      result,
    )
    return () => callee
  }
}

function* elementsOf(model: DmnModel): Generator<Element> {
  for (const one of model.inputs) yield { k: 'input', ...one }
  for (const one of model.decisions) yield { k: 'decision', ...one }
  for (const one of model.knowledge) yield { k: 'knowledge', ...one }
  for (const one of model.services) yield { k: 'service', ...one }
}

/** The name under which a model sees another: that of its import, nothing for itself. */
const prefixOf = (model: DmnModel, other: DmnModel): string =>
  model === other ? '' : (model.imports.find(({ namespace }) => namespace === other.namespace)?.name ?? '')

function logicOf(element: Element & { k: 'decision' | 'knowledge' }, reading: Reading): Code {
  const { logic, variable } = element
  if (logic === undefined) return (_, run) => run.null('no-logic', element.name)
  if (element.k === 'knowledge' && logic.k === 'function')
    return compileFunction(logic, reading, element.name, variable.typeRef)
  return typed(compileBoxed(logic, reading), variable.typeRef, reading)
}
