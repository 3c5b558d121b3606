import { Decimal, readNumber, wholeNumber } from './number.ts'
import type { Run } from './run.ts'
import { anyType } from './types.ts'
import { FeelFunction, type FeelParameter, type FeelValue, isContext, isNumber, isText } from './values.ts'

/**
 * Functions that a model declares as Java methods. Nothing of a host is called: a few methods whose meaning needs no Java are
 * computed here, every other is null with the cause `external-function`. `docs/reference/feel.md` lists them.
 */
type Method = (values: readonly FeelValue[]) => FeelValue | undefined

/** Java's binary numbers: the methods below work on doubles where Java's do. */
const overDoubles =
  (compute: (...numbers: number[]) => number): Method =>
  (values) => {
    if (!values.every(isNumber)) return undefined
    const result = compute(...values.map((value) => value.toNumber()))
    return Number.isFinite(result) ? new Decimal(result) : undefined
  }

const choose =
  (pick: 'max' | 'min'): Method =>
  (values) =>
    values.every(isNumber) ? Decimal[pick](...values) : undefined

const parsed =
  (accept: (value: Decimal) => boolean): Method =>
  ([value = null]) => {
    const number = isNumber(value) ? value : isText(value) ? readNumber(value.trim()) : undefined
    return number !== undefined && accept(number) ? number : undefined
  }

const within =
  (bits: number) =>
  (value: Decimal): boolean => {
    const whole = wholeNumber(value)
    return whole !== undefined && whole >= -(2 ** (bits - 1)) && whole < 2 ** (bits - 1)
  }

const numberKinds = new Set(['double', 'float', 'int', 'long', 'short', 'byte'])
const numeric = (arity: number, method: Method) => ({
  accepts: (types: readonly string[]) =>
    types.length === arity && types.every((type) => numberKinds.has(type)),
  method,
})
const signature = (wanted: string, method: Method) => ({
  accepts: (types: readonly string[]) => types.join() === wanted,
  method,
})

const format: Method = ([pattern = null, ...values]) => {
  if (!isText(pattern)) return undefined
  let next = 0
  let complete = true
  const text = pattern.replaceAll(/%[sd%]/g, (mark) => {
    if (mark === '%%') return '%'
    const value = values[next++] ?? null
    if (!isText(value) && !isNumber(value)) complete = false
    return String(value)
  })
  return complete ? text : undefined
}

const character: Method = ([value = null]) => (isText(value) && value.length === 1 ? value : undefined)

const methods: ReadonlyMap<
  string,
  readonly { accepts(types: readonly string[]): boolean; method: Method }[]
> = new Map([
  ['java.lang.Math.max', [numeric(2, choose('max'))]],
  ['java.lang.Math.min', [numeric(2, choose('min'))]],
  ['java.lang.Math.abs', [numeric(1, ([value = null]) => (isNumber(value) ? value.abs() : undefined))]],
  ['java.lang.Math.cos', [numeric(1, overDoubles(Math.cos))]],
  ['java.lang.Math.sin', [numeric(1, overDoubles(Math.sin))]],
  ['java.lang.Math.tan', [numeric(1, overDoubles(Math.tan))]],
  ['java.lang.Math.sqrt', [numeric(1, overDoubles(Math.sqrt))]],
  ['java.lang.Math.pow', [numeric(2, overDoubles(Math.pow))]],
  ['java.lang.Math.floor', [numeric(1, overDoubles(Math.floor))]],
  ['java.lang.Math.ceil', [numeric(1, overDoubles(Math.ceil))]],
  ['java.lang.Byte.valueOf', [signature('byte', parsed(within(8)))]],
  ['java.lang.Short.valueOf', [signature('short', parsed(within(16)))]],
  [
    'java.lang.Integer.valueOf',
    [signature('int', parsed(within(32))), signature('java.lang.String', parsed(within(32)))],
  ],
  [
    'java.lang.Long.valueOf',
    [signature('long', parsed(within(53))), signature('java.lang.String', parsed(within(53)))],
  ],
  [
    'java.lang.Float.valueOf',
    [
      signature(
        'float',
        parsed(() => true),
      ),
      signature(
        'java.lang.String',
        parsed(() => true),
      ),
    ],
  ],
  [
    'java.lang.Double.valueOf',
    [
      signature(
        'double',
        parsed(() => true),
      ),
      signature(
        'java.lang.String',
        parsed(() => true),
      ),
    ],
  ],
  ['java.lang.String.valueOf', [signature('char', character)]],
  ['java.lang.String.format', [signature('java.lang.String,[Ljava.lang.Object;', format)]],
])

/** The function that `function(…) external {java: {class: …, method signature: …}}` declares. */
export function externalFunction(
  parameters: readonly FeelParameter[],
  mapping: FeelValue,
  run: Run,
): FeelValue {
  const java = isContext(mapping) ? (mapping.get('java') ?? mapping) : null
  if (!isContext(java)) return run.null('external-function')
  const from = java.get('class') ?? null
  const written = java.get('method signature') ?? null
  const match = isText(written) ? /^\s*(\w+)\s*\((.*)\)\s*$/s.exec(written) : null
  if (!isText(from) || match === null) return run.null('external-function')
  const name = `${from}.${match[1]}`
  const types = (match[2] ?? '').split(',').map((type) => type.trim())
  const method = methods.get(name)?.find(({ accepts }) => accepts(types))?.method
  return new FeelFunction(name, parameters, anyType, (given, inner) => {
    const values =
      given.k === 'positional' ? given.values : parameters.map((one) => given.values.get(one.name) ?? null)
    if (values.length !== parameters.length) return inner.null('argument-count', name)
    return method?.(values) ?? inner.null('external-function', `${name}(${types.join(', ')})`)
  })
}
