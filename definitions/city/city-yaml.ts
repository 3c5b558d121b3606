import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { Fault, Place } from './fault.ts'
import { fault } from './fault.ts'

export type Path = readonly (string | number)[]

/** A city file that could be read: its value and the way back from a path to a line. */
export interface CityYaml {
  readonly value: unknown
  /** The place of a value; of the nearest enclosing one where it is missing. `key` points at the key instead. */
  locate(path: Path, key?: string): Place
}

export const maxFileCharacters = 1_000_000
const maxDepth = 40

/** Reads one file. All syntax faults at once; aliases, deep nesting and oversize are faults, never work. */
export function readCityYaml(file: string, text: string): CityYaml | { faults: readonly Fault[] } {
  const whole = { file, line: 1, column: 1, path: '' }
  if (text.length > maxFileCharacters)
    return { faults: [fault('too-large', whole, `≤ ${maxFileCharacters} characters`)] }
  const lines = new LineCounter()
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col), path: '' }
  }
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true, prettyErrors: false })
  const found = [...document.errors, ...document.warnings].map((error) =>
    syntaxFault(error, at(error.pos[0])),
  )
  if (found.length > 0) return { faults: found }
  const refused = refusedNodes(document, at)
  if (refused.length > 0) return { faults: refused }
  const value: unknown = document.toJS()
  if (value === null || value === undefined) return { faults: [fault('empty-file', whole, 'definitions')] }
  return {
    value,
    locate: (path, key) => ({ ...at(offsetOf(document, path, key)), path: pointer(path, key) }),
  }
}

const pointer = (path: Path, key?: string) =>
  [...path, ...(key === undefined ? [] : [key])]
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')

function syntaxFault(error: YAMLError, place: Place): Fault {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return fault('tab-indent', place, 'two spaces')
    case 'DUPLICATE_KEY':
      return fault('duplicate-key', place, 'each key once')
    case 'RESOURCE_EXHAUSTION':
      return fault('too-deep', place, `at most ${maxDepth} levels`)
    default:
      return fault('yaml-syntax', place, 'YAML 1.2', error.message.split('\n')[0])
  }
}

function refusedNodes(document: Document.Parsed, at: (offset: number) => Place): Fault[] {
  const found: Fault[] = []
  visit(document, (_key, node, ancestors) => {
    if (isPair(node) || !('range' in Object(node))) return undefined
    const place = at((node as Node).range?.[0] ?? 0)
    if (isAlias(node)) found.push(fault('alias', place, 'no * and no &'))
    if (isCollection(node) && ancestors.filter(isCollection).length > maxDepth) {
      found.push(fault('too-deep', place, `at most ${maxDepth} levels`))
      return visit.SKIP
    }
    return undefined
  })
  return found
}

/** Offset of the node at a path, or of the last one on the way to it. */
function offsetOf(document: Document.Parsed, path: Path, key?: string): number {
  let node: unknown = document.contents
  let offset = document.contents?.range[0] ?? 0
  for (const step of path) {
    const next = childOf(node, step)
    if (next === undefined) return offset
    node = next.value
    offset = rangeStart(next.value) ?? rangeStart(next.key) ?? offset
  }
  if (key === undefined) return offset
  return rangeStart(childOf(node, key)?.key) ?? offset
}

function childOf(node: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { key: item, value: item }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step))
  return pair && { key: pair.key, value: pair.value }
}

const rangeStart = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node
    ? ((node as Node).range?.[0] ?? undefined)
    : undefined
