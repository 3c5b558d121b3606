import { FeelStop } from '../fault.ts'
import type { Run } from '../run.ts'
import { type Captures, search } from './match.ts'
import { assemble, type Program } from './program.ts'
import { NotRegex, parsePattern } from './syntax.ts'

interface Regex {
  readonly program: Program
  readonly multiline: boolean
  readonly groups: number
  readonly literal: boolean
}

const specials = /[\\|.^?*+{}()[\]$-]/gu
/** longest pattern, code points */
const mostPattern = 2000

/** Reads a pattern with its flags `s m i x q`; null with its cause when it is not one. */
function regexOf(pattern: string, flags: string, run: Run): Regex | null {
  if (!/^[smixq]*$/.test(flags)) return run.null('regex-form', flags)
  if (pattern.length > mostPattern) throw new FeelStop('feel-regex-spent', run.at, String(pattern.length))
  run.step(pattern.length)
  const literal = flags.includes('q')
  const text = literal
    ? pattern.replace(specials, '\\$&')
    : flags.includes('x')
      ? withoutSpaces(pattern)
      : pattern
  try {
    const multiline = flags.includes('m') && !literal
    const ignoreCase = flags.includes('i')
    const { pattern: tree, groups } = parsePattern(text, {
      ignoreCase,
      dotAll: flags.includes('s'),
    })
    const program = assemble(tree, groups, ignoreCase)
    run.step(program.code.length)
    return { program, multiline, groups, literal }
  } catch (error) {
    if (!(error instanceof NotRegex)) throw error
    if (error.message === 'long') throw new FeelStop('feel-regex-spent', run.at, pattern)
    return run.null('regex-form', pattern)
  }
}

/** With the flag `x` white space is not part of the pattern, except inside a class. */
function withoutSpaces(pattern: string): string {
  let depth = 0
  let result = ''
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    const escaped = pattern[i - 1] === '\\' && pattern[i - 2] !== '\\'
    if (char === '[' && !escaped) depth++
    if (char === ']' && !escaped) depth--
    if (depth > 0 || !/[\t\n\r ]/.test(char)) result += char
  }
  return result
}

const pointsOf = (text: string) => Array.from(text, (char) => char.codePointAt(0) ?? 0)

function textOf(points: readonly number[], from: number, until: number): string {
  let text = ''
  for (let i = from; i < until; i++) text += String.fromCodePoint(points[i] ?? 0)
  return text
}

/** Whether the pattern matches anywhere in the text. */
export function matchesRegex(text: string, pattern: string, flags: string, run: Run): boolean | null {
  const regex = regexOf(pattern, flags, run)
  if (regex === null) return null
  const { program, multiline } = regex
  return search(program, pointsOf(text), 0, multiline, (count) => run.step(count)) !== undefined
}

interface Found {
  readonly from: number
  readonly until: number
  readonly captures: Captures
}

/** All matches one after the other; null with its cause when the pattern also matches the empty text. */
function allMatches(points: readonly number[], regex: Regex, run: Run): readonly Found[] | null {
  const { program, multiline } = regex
  const step = (count: number) => run.step(count)
  if (search(program, [], 0, multiline, step) !== undefined) return run.null('regex-form', 'empty match')
  const found: Found[] = []
  for (let at = 0; at <= points.length; ) {
    const captures = search(program, points, at, multiline, step)
    const [from, until] = captures ?? []
    if (captures === undefined || from === undefined || until === undefined) break
    found.push({ from, until, captures })
    at = until > from ? until : from + 1
  }
  return found
}

/** Every match replaced; `$1` is a group, `\$` and `\\` are the signs themselves. */
export function replaceRegex(
  text: string,
  pattern: string,
  replacement: string,
  flags: string,
  run: Run,
): string | null {
  const regex = regexOf(pattern, flags, run)
  if (regex === null) return null
  const parts = regex.literal ? [replacement] : replacementParts(replacement, regex.groups)
  if (parts === undefined) return run.null('regex-form', replacement)
  const points = pointsOf(text)
  const found = allMatches(points, regex, run)
  if (found === null) return null
  let result = ''
  let done = 0
  for (const { from, until, captures } of found) {
    const put = parts
      .map((part) => (typeof part === 'string' ? part : groupText(points, captures, part)))
      .join('')
    run.text(put.length)
    result += textOf(points, done, from) + put
    done = until
  }
  result += textOf(points, done, points.length)
  run.text(result.length)
  return result
}

function groupText(points: readonly number[], captures: Captures, group: number): string {
  const [from, until] = [captures[group * 2], captures[group * 2 + 1]]
  return from === undefined || until === undefined ? '' : textOf(points, from, until)
}

function replacementParts(replacement: string, groups: number): (string | number)[] | undefined {
  const parts: (string | number)[] = []
  let rest = replacement
  while (rest !== '') {
    const match = /^(?:([^\\$]+)|\\([\\$])|\$(\d+))/s.exec(rest)
    if (match === null) return undefined
    const [all, plain, sign, digits] = match
    rest = rest.slice(all.length)
    if (digits === undefined) parts.push(plain ?? sign ?? '')
    else {
      let number = digits
      while (number.length > 1 && Number(number) > groups) number = number.slice(0, -1)
      rest = digits.slice(number.length) + rest
      parts.push(Number(number) <= groups ? Number(number) : '')
    }
  }
  return parts
}

/** The texts between the matches. */
export function splitRegex(text: string, pattern: string, run: Run): readonly string[] | null {
  const regex = regexOf(pattern, '', run)
  if (regex === null) return null
  const points = pointsOf(text)
  const found = allMatches(points, regex, run)
  if (found === null) return null
  run.list(found.length + 1)
  run.text(text.length)
  const ends = [...found.map(({ from }) => from), points.length]
  return ends.map((end, i) => textOf(points, found[i - 1]?.until ?? 0, end))
}
