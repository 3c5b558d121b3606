import { decimalText } from '../rational.ts'
import { type RuleFault, ruleFault, type Span } from './fault.ts'
import { maxDigits, type Quantity, quantity, unitNames } from './units.ts'
import { keywords } from './words.ts'

/** Bounds of one expression; larger ones are refused, so that no rule can tire the machine. */
export const limits = { characters: 2000, depth: 24, words: 400 } as const

/** A rule's text in plain FEEL, with the way back to the text as written. */
export interface Normalised {
  readonly source: string
  readonly text: string
  /** numbers with their units, by their place in `text` */
  readonly quantities: ReadonlyMap<number, Quantity>
  /** strings as written between their marks, by their place in `text` */
  readonly strings: ReadonlyMap<number, string>
  /** the part of the source that a part of `text` came from */
  spanOf(from: number, until: number): Span
}

interface Scan {
  readonly source: string
  readonly folded: string
  readonly faults: RuleFault[]
  readonly pieces: { out: number; from: number; until: number }[]
  readonly quantities: Map<number, Quantity>
  readonly strings: Map<number, string>
  text: string
  at: number
  /** open brackets: `list` where a comma separates values */
  readonly brackets: ('list' | 'group')[]
  words: { word: string; from: number; until: number }[]
}

const folds: ReadonlyMap<string, string> = new Map([
  ['　', ' '],
  ['≥', '≥'],
  ['⩾', '≥'],
  ['≧', '≥'],
  ['≦', '≤'],
  ['⩽', '≤'],
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['、', ','],
  ['“', '"'],
  ['”', '"'],
  ['\t', ' '],
  ['\n', ' '],
  ['\r', ' '],
])

/** Full-width forms become half-width one to one, so positions stay. */
function fold(source: string): string {
  return source.replace(/[\u3000≥⩾≧≦⩽×÷−、“”\t\n\r\uFF01-\uFF5E]/g, (char) => {
    const known = folds.get(char)
    return known ?? String.fromCharCode(char.charCodeAt(0) - 0xfee0)
  })
}

const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_]*/uy
const number =
  /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3}(?![\p{L}\p{Nd}_]))?/uy
const unit = new RegExp(
  `[ ]*(${[...unitNames]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|')})`,
  'uy',
)
const operator = /\.\.|>=|<=|!=|[≥≤≠><=+\-*/()[\],.@]/y
const operatorForms: ReadonlyMap<string, string> = new Map([
  ['≥', '>='],
  ['≤', '<='],
  ['≠', '!='],
])

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Reads a rule as people type it. Nothing it does not know reaches the parser. */
export function normalise(source: string): Normalised | RuleFault[] {
  if (source.length > limits.characters) return [tooLarge(source)]
  const scan: Scan = {
    source,
    folded: fold(source),
    faults: [],
    pieces: [],
    quantities: new Map(),
    strings: new Map(),
    text: '',
    at: 0,
    brackets: [],
    words: [],
  }
  while (scan.at < scan.folded.length && scan.faults.length < 10) step(scan)
  if (scan.faults.length > 0) return scan.faults
  if (scan.words.length > limits.words) return [tooLarge(source)]
  if (scan.words.length === 0)
    return [
      ruleFault(
        'rule-empty',
        source,
        { from: 0, until: 0 },
        'an expression',
        ['条件是空的', 'the rule is empty'],
        [
          '请写明条件，例如：上年营业收入 >= 1000万元',
          'Write a condition, for example fin.revenue.lastYear >= 1000万元',
        ],
      ),
    ]
  return {
    source,
    text: scan.text,
    quantities: scan.quantities,
    strings: scan.strings,
    spanOf: (from, until) => spanOf(scan.pieces, source.length, from, until),
  }
}

function spanOf(pieces: Scan['pieces'], end: number, from: number, until: number): Span {
  const first = pieces.findLast((piece) => piece.out <= from)
  const last = pieces.findLast((piece) => piece.out < Math.max(until, from + 1))
  return { from: first?.from ?? 0, until: Math.max(last?.until ?? end, first?.from ?? 0) }
}

const tooLarge = (source: string) =>
  ruleFault(
    'rule-too-large',
    source,
    { from: 0, until: 20 },
    `≤ ${limits.characters} characters, ≤ ${limits.words} words`,
    ['这条规则太长', 'this rule is too long'],
    [
      '请拆成几个条件，或把中间结果写成参数',
      'Split it into several conditions, or name intermediate results as parameters',
    ],
  )

function match(scan: Scan, pattern: RegExp): string | undefined {
  pattern.lastIndex = scan.at
  return pattern.exec(scan.folded)?.[0]
}

function put(scan: Scan, out: string, length: number): void {
  scan.pieces.push({ out: scan.text.length, from: scan.at, until: scan.at + length })
  scan.text += out
  scan.at += length
}

const word = (scan: Scan, text: string) =>
  scan.words.push({ word: text, from: scan.at, until: scan.at + text.length })

function step(scan: Scan): void {
  const char = scan.folded[scan.at] ?? ''
  if (char === ' ') return put(scan, ' ', 1)
  if (char === '"') return string(scan)
  const name = match(scan, identifier)
  if (name !== undefined) return readName(scan, name)
  const digits = match(scan, number)
  if (digits !== undefined) return readNumber(scan, digits)
  const sign = match(scan, operator)
  if (sign !== undefined) return readOperator(scan, sign)
  const size = String.fromCodePoint(scan.folded.codePointAt(scan.at) ?? 32).length
  refuse(
    scan,
    'unknown-character',
    size,
    'names, numbers, signs of the language',
    ['规则里不能用这个符号', 'this sign has no meaning in a rule'],
    [
      '名称里不要用 & ? # 等符号；请用词典里的名称',
      'Names hold no signs such as & ? #; use the name in the dictionary',
    ],
  )
  scan.at += size
}

function refuse(
  scan: Scan,
  code: string,
  length: number,
  expected: string,
  message: readonly [string, string],
  remedy: readonly [string, string],
  from = scan.at,
): void {
  scan.faults.push(ruleFault(code, scan.source, { from, until: scan.at + length }, expected, message, remedy))
}

function string(scan: Scan): void {
  const close = scan.folded.indexOf('"', scan.at + 1)
  if (close < 0) {
    refuse(
      scan,
      'string-open',
      scan.folded.length - scan.at,
      '"',
      ['引号没有配对', 'a quotation mark is not closed'],
      ['请补上右引号', 'Close the quotation'],
    )
    scan.at = scan.folded.length
    return
  }
  const content = scan.source.slice(scan.at + 1, close)
  word(scan, '"')
  scan.strings.set(scan.text.length, content)
  // The parser sees a harmless stand-in of the same length, so that no escape inside a string can mislead it.
  put(scan, `"${'x'.repeat(content.length)}"`, close + 1 - scan.at)
}

const callable = new Set([
  'not',
  'min',
  'max',
  'sum',
  'count',
  'abs',
  'floor',
  'ceiling',
  'today',
  'date',
  'duration',
])
const phrases = /(?:round half up|round down|round up|years and months duration)(?= *\()/uy

function readName(scan: Scan, name: string): void {
  const phrase = match(scan, phrases)
  if (phrase !== undefined) {
    word(scan, phrase)
    return put(scan, phrase, phrase.length)
  }
  const before = scan.words.at(-1)
  if (before !== undefined && isName(before.word) && isName(name))
    refuse(
      scan,
      before.word === 'not' ? 'not-needs-brackets' : 'name-with-space',
      name.length,
      before.word === 'not' ? 'not(…)' : 'one name or a sign between two names',
      [
        '两个名称之间缺少符号，或名称里有空格',
        'a sign is missing between two names, or a name holds a space',
      ],
      before.word === 'not'
        ? ['请写成 not(…)', 'Write not(…)']
        : [
            '名称里不能有空格；如果是两个条件，请用 and 或 or 连接',
            'Names hold no spaces; join two conditions with and or or',
          ],
      before.from,
    )
  word(scan, name)
  put(scan, name, name.length)
}

const isName = (text: string) => /^[\p{L}_]/u.test(text) && !keywords.has(text)

function readNumber(scan: Scan, written: string): void {
  const from = scan.at
  const insideList = scan.brackets.at(-1) === 'list'
  if (written.includes(',') && insideList) {
    refuse(
      scan,
      'comma-ambiguous',
      written.length,
      written.replaceAll(',', ''),
      ['这里的逗号分不清是千分位还是分隔', 'this comma may separate thousands or values'],
      [
        `如果是一个数，请写 ${written.replaceAll(',', '')}；如果是几个值，逗号后请加空格`,
        `Write ${written.replaceAll(',', '')} for one number, or put a space after the comma between values`,
      ],
    )
    scan.at += written.length
    return
  }
  const digits = written.replaceAll(',', '')
  scan.at += written.length
  unit.lastIndex = scan.at
  const found = unit.exec(scan.folded)
  const unitName = found?.[1] ?? ''
  const after = scan.at + (found?.[0].length ?? 0)
  scan.at = from
  identifier.lastIndex = after
  const tail = identifier.exec(scan.folded)?.[0]
  if (tail !== undefined && !(unitName !== '' && keywords.has(tail)))
    return badTail(scan, after + tail.length - from, unitName === '年')
  if (digits.replace(/\D/g, '').length > maxDigits) {
    refuse(
      scan,
      'number-too-long',
      after - from,
      `≤ ${maxDigits} digits`,
      ['数字太长', 'the number has too many digits'],
      ['请检查是否多打了几位', 'Check for digits too many'],
    )
    scan.at = after
    return
  }
  const value = quantity(digits, unitName)
  if (value === undefined) return badTail(scan, after - from, false)
  word(scan, '0')
  scan.quantities.set(scan.text.length, value)
  put(scan, decimalText(value.amount), after - from)
}

function badTail(scan: Scan, length: number, year: boolean): void {
  refuse(
    scan,
    year ? 'name-starts-with-year' : 'unknown-unit',
    length,
    unitNames.join(' '),
    year
      ? ['名称不能以年份开头', 'a name may not begin with a year']
      : ['数字后面的单位不认识，或名称以数字开头', 'the unit is not known, or a name begins with a digit'],
    year
      ? [
          '请写 上年营业收入、前年营业收入 这样的名称',
          'Use a name with a year word, such as fin.revenue.lastYear',
        ]
      : [
          '请用 元、万元、亿元、%、人、个月、年、天、件、分 等单位',
          'Use a unit such as 元 万元 亿元 % 人 个月 年 天 件 分',
        ],
  )
  scan.at += length
}

function readOperator(scan: Scan, sign: string): void {
  if (sign === '(' || sign === '[') {
    const before = scan.words.at(-1)?.word ?? ''
    const call = sign === '(' ? before === 'in' || callable.has(before) || isName(before) : before === 'in'
    scan.brackets.push(call && before !== 'not' ? 'list' : 'group')
    if (scan.brackets.length > limits.depth) {
      refuse(
        scan,
        'rule-too-deep',
        1,
        `≤ ${limits.depth} brackets deep`,
        ['括号嵌套太深', 'brackets are nested too deeply'],
        ['请把里层写成参数或单独的条件', 'Name the inner part as a parameter or a condition of its own'],
      )
      scan.at = scan.folded.length
      return
    }
  }
  if (sign === ')' || sign === ']') scan.brackets.pop()
  word(scan, sign)
  put(scan, operatorForms.get(sign) ?? sign, sign.length)
}
