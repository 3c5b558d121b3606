import { Decimal, wholeNumber } from '../number.ts'
import { matchesRegex, replaceRegex, splitRegex } from '../regex/regex.ts'
import { listOf, simple } from '../types.ts'
import { isText } from '../values.ts'
import { builtIn, list, number, optional, signature, text } from './signature.ts'

const string = simple('string')
const truth = simple('boolean')

/** Characters are code points: 𠮷 has length 1. */
const points = (value: string) => Array.from(value)

const short = 64

/**
 * The first place of the match, or -1. Long matches are sought by their borders (Knuth, Morris, Pratt): the host's own search
 * may take the product of both lengths.
 */
function find(value: string, match: string): number {
  if (match.length <= short) return value.indexOf(match)
  const borders = bordersOf(match)
  let length = 0
  for (let i = 0; i < value.length; i++) {
    while (length > 0 && value[i] !== match[length]) length = borders[length - 1] ?? 0
    if (value[i] === match[length]) length++
    if (length === match.length) return i + 1 - length
  }
  return -1
}

/** For each beginning of the text, how much of its end is also its beginning. */
function bordersOf(match: string): number[] {
  const borders = [0]
  let length = 0
  for (let i = 1; i < match.length; i++) {
    while (length > 0 && match[i] !== match[length]) length = borders[length - 1] ?? 0
    if (match[i] === match[length]) length++
    borders.push(length)
  }
  return borders
}

export const stringFunctions = [
  builtIn(
    'substring',
    signature({ string: text, 'start position': number, length: optional(number) }, string, (given, run) => {
      const from = wholeNumber(given['start position'].truncated())
      if (from === undefined || from === 0) return run.null('argument-value', 'start position')
      const length = given.length === null ? undefined : wholeNumber(given.length.truncated())
      if (given.length !== null && (length === undefined || length < 1))
        return run.null('argument-value', 'length')
      const all = points(given.string)
      const begin = from > 0 ? from - 1 : all.length + from
      if (begin < 0 || begin >= all.length) return run.null('argument-value', 'start position')
      run.text(given.string.length)
      return all.slice(begin, length === undefined ? undefined : begin + length).join('')
    }),
  ),
  builtIn(
    'string length',
    signature({ string: text }, simple('number'), ({ string: value }) => new Decimal(points(value).length)),
  ),
  builtIn(
    'upper case',
    signature({ string: text }, string, ({ string: value }, run) => {
      run.text(value.length * 3)
      return value.toUpperCase()
    }),
  ),
  builtIn(
    'lower case',
    signature({ string: text }, string, ({ string: value }, run) => {
      run.text(value.length * 3)
      return value.toLowerCase()
    }),
  ),
  builtIn(
    'substring before',
    signature({ string: text, match: text }, string, ({ string: value, match }) =>
      value.slice(0, Math.max(0, find(value, match))),
    ),
  ),
  builtIn(
    'substring after',
    signature({ string: text, match: text }, string, ({ string: value, match }) => {
      const at = find(value, match)
      return at < 0 ? '' : value.slice(at + match.length)
    }),
  ),
  builtIn(
    'contains',
    signature({ string: text, match: text }, truth, ({ string: value, match }) => find(value, match) >= 0),
  ),
  builtIn(
    'starts with',
    signature({ string: text, match: text }, truth, ({ string: value, match }) => value.startsWith(match)),
  ),
  builtIn(
    'ends with',
    signature({ string: text, match: text }, truth, ({ string: value, match }) => value.endsWith(match)),
  ),
  builtIn(
    'matches',
    signature({ input: text, pattern: text, flags: optional(text) }, truth, (given, run) =>
      matchesRegex(given.input, given.pattern, given.flags ?? '', run),
    ),
  ),
  builtIn(
    'replace',
    signature(
      { input: text, pattern: text, replacement: text, flags: optional(text) },
      string,
      (given, run) => replaceRegex(given.input, given.pattern, given.replacement, given.flags ?? '', run),
    ),
  ),
  builtIn(
    'split',
    signature({ string: text, delimiter: text }, listOf(string), (given, run) =>
      splitRegex(given.string, given.delimiter, run),
    ),
  ),
  builtIn(
    'string join',
    signature({ list, delimiter: optional(text) }, string, (given, run) => {
      const parts = given.list.filter((item) => item !== null)
      if (!parts.every(isText)) return run.null('argument-type', 'list')
      const delimiter = given.delimiter ?? ''
      run.step(parts.length)
      run.text(parts.reduce((sum, part) => sum + part.length + delimiter.length, 0))
      return parts.join(delimiter)
    }),
  ),
]
