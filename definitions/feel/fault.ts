import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'

/** Part of an expression's text, in UTF-16 units: from inclusive, until exclusive. */
export interface Place {
  readonly from: number
  readonly until: number
}

type Pair = readonly [zh: string, en: string]

/** Why a value is null: the obstacle in both languages. */
const causes = {
  'unknown-name': ['没有这个名称', 'there is no such name'],
  'unknown-function': ['没有这个函数', 'there is no such function'],
  'unknown-type': ['没有这个类型', 'there is no such type'],
  'unknown-entry': ['上下文里没有这一项', 'the context has no such entry'],
  'unknown-property': ['这个值没有这个属性', 'the value has no such property'],
  'not-callable': ['这不是函数', 'this is not a function'],
  'argument-count': ['参数个数不对', 'the number of arguments does not fit'],
  'argument-name': ['没有这个参数名', 'there is no parameter of that name'],
  'argument-type': ['参数类型不对', 'an argument has the wrong type'],
  'argument-value': ['参数值不在允许的范围', 'an argument is outside the permitted values'],
  'operand-type': ['两边的类型不能这样运算', 'the operation does not take these types'],
  'operand-null': ['有一边没有值', 'an operand has no value'],
  'not-comparable': ['两边不能比较', 'the two sides cannot be compared'],
  'not-boolean': ['这里需要是或否', 'a truth value is needed here'],
  'divided-by-zero': ['除数为零', 'division by zero'],
  'number-out-of-range': ['数超出 34 位十进制的范围', 'the number is outside the 34-digit decimals'],
  'not-a-number': ['结果不是数', 'the result is not a number'],
  'temporal-form': ['日期、时间或时长的写法不对', 'not a date, time or duration'],
  'temporal-out-of-range': ['超出日期的范围', 'outside the range of dates'],
  'duration-out-of-range': ['时长超出范围', 'the duration is outside its range'],
  'index-out-of-range': ['列表里没有这一位', 'the list has no such position'],
  'range-form': ['区间的写法不对', 'not a range'],
  'regex-form': ['正则表达式的写法不对', 'not a regular expression'],
  'duplicate-key': ['键重复', 'a key appears twice'],
  'type-mismatch': ['值与声明的类型不符', 'the value does not conform to the declared type'],
  'value-not-allowed': ['值不在允许的范围内', 'the value is not among the permitted values'],
  'external-function': ['外部函数不可用', 'the external function is not available'],
  'rules-disagree': ['同时成立的规则结果不一致', 'rules that hold together disagree'],
  'no-rule-holds': ['没有规则成立', 'no rule holds'],
  'decision-cycle': ['决策互相依赖', 'decisions depend on one another in a circle'],
  'no-logic': ['这里没有写决策逻辑', 'there is no decision logic'],
  'not-parsed': ['表达式读不懂', 'the expression cannot be read'],
} as const satisfies Record<string, Pair>

/** What stops an evaluation or a reading altogether. */
const obstacles = {
  'feel-syntax': [
    ['这里看不懂', 'this cannot be read'],
    ['请检查前后是否少了符号、括号或引号', 'Check for a missing sign, bracket or quotation mark nearby'],
  ],
  'feel-too-long': [
    ['表达式太长', 'the expression is too long'],
    ['请拆成几个决策', 'Split it into several decisions'],
  ],
  'feel-too-deep': [
    ['嵌套或调用太深', 'nested or called too deeply'],
    [
      '请减少层数，或检查函数是否无止境地调用自己',
      'Use fewer levels; check for a function that calls itself without end',
    ],
  ],
  'feel-steps-spent': [
    ['计算步数用完', 'the steps of one evaluation are spent'],
    ['请缩小循环的范围', 'Make the iteration smaller'],
  ],
  'feel-size-spent': [
    ['计算占用的空间用完', 'the space of one evaluation is spent'],
    ['请缩小列表或文字', 'Make lists and texts smaller'],
  ],
  'feel-list-too-long': [
    ['列表太长', 'the list is too long'],
    ['请缩小列表或循环的范围', 'Make the list or the iteration smaller'],
  ],
  'feel-text-too-long': [
    ['文字太长', 'the text is too long'],
    ['请缩短文字', 'Make the text shorter'],
  ],
  'feel-regex-spent': [
    ['正则表达式太大或太费时', 'the regular expression is too large or takes too long'],
    ['请写得简单一些', 'Write a simpler one'],
  ],
} as const satisfies Record<string, readonly [Pair, Pair]>

export type CauseCode = keyof typeof causes
export type ObstacleCode = keyof typeof obstacles
export const causeCodes = Object.keys(causes) as CauseCode[]
export const obstacleCodes = Object.keys(obstacles) as ObstacleCode[]

/** The cause of one null: code, the place in the text, what was met there, words in both languages. */
export interface FeelNote {
  readonly code: CauseCode
  readonly at: Place
  readonly detail: string
  readonly message: { readonly zh: string; readonly en: string }
}

const brief = (detail: string) => (detail.length > 80 ? `${detail.slice(0, 80)}…` : detail)
const quoted = (words: string, detail: string) => (detail === '' ? words : `${words}: ${brief(detail)}`)

export const feelNote = (code: CauseCode, at: Place, detail = ''): FeelNote => ({
  code,
  at,
  detail: brief(detail),
  message: { zh: quoted(causes[code][0], detail), en: quoted(causes[code][1], detail) },
})

/** An evaluation or a reading that was stopped: by a spent budget, unreadable text, or, in strict mode, by a null's cause. */
export class FeelStop extends Error {
  readonly complaint: Complaint
  constructor(
    readonly code: ObstacleCode | CauseCode,
    readonly at: Place,
    readonly detail = '',
  ) {
    super(quoted(code, detail))
    const [message, remedy]: readonly [Pair, Pair] =
      code in obstacles
        ? obstacles[code as ObstacleCode]
        : [
            causes[code as CauseCode],
            ['请补上数据或改写表达式', 'Supply the value or rewrite the expression'],
          ]
    const place: Pair = [`第 ${at.from + 1} 个字符：`, `At character ${at.from + 1}: `]
    this.complaint = complain(
      code,
      [],
      brief(detail),
      [place[0] + quoted(message[0], detail), place[1] + quoted(message[1], detail)],
      remedy,
    )
  }
}
