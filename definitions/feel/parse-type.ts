import { NameBook } from './names.ts'
import { keywords, type Scanner } from './scanner.ts'
import type { TypeSyntax } from './tree.ts'

const builtIn = [
  'days and time duration',
  'day-time duration',
  'years and months duration',
  'year-month duration',
  'date and time',
]

export const typeBook = (names: Iterable<string>): NameBook => new NameBook([...builtIn, ...names])

/** Reads a type: a name, `list<T>`, `range<T>`, `context<a: T>`, `function<T> -> T`. */
export function parseType(scanner: Scanner, types: NameBook, depth: number): TypeSyntax {
  if (depth <= 0) throw scanner.stop('<')
  const inner = () => parseType(scanner, types, depth - 1)
  const from = scanner.at
  for (const k of ['list', 'range'] as const) {
    if (!scanner.takeWord(k)) continue
    if (!scanner.take('<')) break
    const of = inner()
    scanner.expect('>')
    return { k, of }
  }
  scanner.at = from
  if (scanner.takeWord('context') && scanner.take('<')) {
    const entries: { name: string; type: TypeSyntax }[] = []
    if (!scanner.peek('>'))
      do {
        const name = keyName(scanner)
        entries.push({ name, type: inner() })
      } while (scanner.take(','))
    scanner.expect('>')
    return { k: 'context', entries }
  }
  scanner.at = from
  if (scanner.takeWord('function') && scanner.take('<')) {
    const parameters: TypeSyntax[] = []
    if (!scanner.peek('>'))
      do parameters.push(inner())
      while (scanner.take(','))
    scanner.expect('>')
    scanner.expect('->')
    return { k: 'function', parameters, result: inner() }
  }
  scanner.at = from
  return { k: 'name', name: typeName(scanner, types) }
}

function typeName(scanner: Scanner, types: NameBook): string {
  const known = types.longest(scanner.text, scanner.at)
  if (known !== undefined) {
    scanner.at = known.until
    scanner.skip()
    return known.name
  }
  const words: string[] = []
  for (let word = scanner.word(); word !== undefined; word = scanner.word()) {
    if (words.length > 0 && keywords.has(word)) break
    scanner.take(word)
    words.push(word)
    if (scanner.peek('.') && !scanner.peek('..')) {
      scanner.take('.')
      words.push(`${words.pop()}.${scanner.word() ?? ''}`)
      scanner.take(scanner.word() ?? '')
    }
  }
  if (words.length === 0) throw scanner.stop('type')
  return words.join(' ')
}

const keyForm = /[^:(){}[\]",<>?]{1,200}(?=:)/uy

/** The name before a colon, spaces made single; undefined when there is none. */
export function nameBeforeColon(scanner: Scanner): string | undefined {
  keyForm.lastIndex = scanner.at
  const written = keyForm.exec(scanner.text)?.[0]
  if (written === undefined || scanner.word() === undefined) return undefined
  scanner.at += written.length
  scanner.expect(':')
  return written
    .replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ')
    .trim()
    .replaceAll(/\s+/gu, ' ')
}

function keyName(scanner: Scanner): string {
  const name = nameBeforeColon(scanner)
  if (name === undefined) throw scanner.stop('name:')
  return name
}
