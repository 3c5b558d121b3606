import { readNumber } from '#definitions/feel/number.ts'
import { readDuration } from '#definitions/feel/temporal/durations.ts'
import { readDate, readDateTime, readTime } from '#definitions/feel/temporal/read.ts'
import type { FeelValue } from '#definitions/feel/values.ts'
import { attribute, childOf, childrenOf, type Element, readXml } from '#definitions/dmn/xml.ts'
import type { GivenValue } from '#definitions/dmn/program.ts'

/** One case of the kit: what is given, what is asked, what is expected. */
export interface TckCase {
  readonly id: string
  readonly k: 'decision' | 'call'
  /** the model's service or knowledge model that is called */
  readonly invocable: string | undefined
  /** why the case cannot be run */
  readonly fault: string | undefined
  readonly given: readonly GivenValue[]
  readonly results: readonly {
    readonly name: string
    readonly expected: FeelValue
    readonly fails: boolean
  }[]
}

export interface TckFile {
  readonly model: string
  readonly cases: readonly TckCase[]
}

/** Reads a file of cases; undefined when it is of something else. */
export function readCases(text: string): TckFile | undefined {
  const root = readXml(text)
  if (root.name !== 'testCases') return undefined
  return {
    model: childOf(root, 'modelName')?.text.trim() ?? '',
    cases: childrenOf(root, 'testCase').map(readCase),
  }
}

function readCase(one: Element): TckCase {
  const type = attribute(one, 'type') ?? 'decision'
  const k = type === 'decision' ? 'decision' : 'call'
  const head = { id: attribute(one, 'id') ?? '', k, invocable: attribute(one, 'invocableName') } as const
  try {
    const given = childrenOf(one, 'inputNode').map((node) => ({
      name: attribute(node, 'name') ?? '',
      namespace: attribute(node, 'namespace'),
      value: valueOf(node),
    }))
    const results = childrenOf(one, 'resultNode').map((node) => ({
      name: attribute(node, 'name') ?? '',
      expected: valueOf(childOf(node, 'expected') ?? node),
      fails: attribute(node, 'errorResult') === 'true',
    }))
    return { ...head, given, results, fault: results.length === 0 ? 'expects nothing' : undefined }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ...head, given: [], results: [], fault: error.message }
  }
}

const typeAttribute = (element: Element) =>
  [...element.attributes].find(([name]) => name.endsWith(':type'))?.[1].replace(/^.*:/, '')

/** The value that an element holds: a value, a list, or components by name. */
function valueOf(element: Element): FeelValue {
  const components = childrenOf(element, 'component')
  if (components.length > 0)
    return new Map(components.map((one) => [attribute(one, 'name') ?? '', valueOf(one)]))
  const list = childOf(element, 'list')
  if (list !== undefined) return childrenOf(list, 'item').map(valueOf)
  const value = childOf(element, 'value')
  if (value === undefined) return null
  if ([...value.attributes].some(([name, flag]) => name.endsWith(':nil') && flag === 'true')) return null
  return simpleValue(typeAttribute(value) ?? 'string', value.text)
}

function simpleValue(type: string, text: string): FeelValue {
  const plain = text.trim()
  switch (type) {
    case 'string':
      return text
    case 'boolean':
      return plain === 'true' || plain === '1'
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'long':
    case 'float':
      return known(readNumber(plain), text)
    case 'date':
      return known(readDate(plain), text)
    case 'time':
      return known(readTime(plain), text)
    case 'dateTime':
      return known(readDateTime(plain), text)
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return known(readDuration(plain), text)
    default:
      throw new RangeError(`unknown type ${type}`)
  }
}

function known<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new RangeError(`cannot read ${text}`)
  return value
}
