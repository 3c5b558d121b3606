import { show } from '#definitions/facts/show.ts'
import { yearWord } from '#definitions/facts/vocabulary.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Dictionary } from './dictionary.ts'
import type { Expression, Test } from './expression.ts'
import type { Relation } from './syntax.ts'
import { functionNames } from './words.ts'

const zhRelations: Record<Relation, string> = {
  '<': '低于',
  '<=': '不超过',
  '>': '高于',
  '>=': '不低于',
  '=': '为',
  '!=': '不是',
}
const zhDates: Record<Relation, string> = {
  '<': '早于',
  '<=': '不晚于',
  '>': '晚于',
  '>=': '不早于',
  '=': '为',
  '!=': '不是',
}
const enRelations: Record<Relation, string> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  '=': 'is',
  '!=': 'is not',
}
const enDates: Record<Relation, string> = {
  '<': 'is before',
  '<=': 'is not after',
  '>': 'is after',
  '>=': 'is not before',
  '=': 'is',
  '!=': 'is not',
}
const englishYears = ['this year', 'last year', 'two years ago', 'three years ago', 'four years ago']

type Parameters = ReadonlyMap<string, { readonly label: Bilingual }>

/** An expression in plain words, for conditions that have no text of their own. */
export function describe(
  expression: Expression,
  dictionary: Dictionary,
  parameters: Parameters = new Map(),
): Bilingual {
  const said = words(expression, dictionary, parameters)
  return { zh: said.zh, en: said.en.slice(0, 1).toUpperCase() + said.en.slice(1) }
}

function words(expression: Expression, dictionary: Dictionary, parameters: Parameters): Bilingual {
  const say = (part: Expression) => words(part, dictionary, parameters)
  switch (expression.op) {
    case 'literal':
      return show(expression.value, expression.type, '万元')
    case 'fact':
      return factWords(expression, dictionary)
    case 'field':
      return { zh: expression.field, en: expression.field }
    case 'parameter':
      return parameters.get(expression.name)?.label ?? { zh: expression.name, en: expression.name }
    case 'today':
      return { zh: '今天', en: 'today' }
    case 'year':
      return { zh: '当年', en: 'that year' }
    case 'and':
    case 'or':
      return list(
        expression.operands.map(say),
        expression.op === 'and' ? ['，并且', ' and '] : ['，或者', ' or '],
      )
    case 'compare': {
      const date = expression.left.type.kind === 'date'
      const left = besides(expression.left, expression.right, say)
      const right = besides(expression.right, expression.left, say)
      const { relation } = expression
      return {
        zh: `${left.zh}${(date ? zhDates : zhRelations)[relation]}${spaced(right.zh)}`,
        en: `${left.en} ${(date ? enDates : enRelations)[relation]} ${right.en}`,
      }
    }
    case 'in':
      return memberWords(say(expression.value), expression.tests, (part) =>
        besides(part, expression.value, say),
      )
    case 'arithmetic': {
      const left = say(expression.left)
      const right = say(expression.right)
      const sign = { '+': '加', '-': '减', '*': '乘以', '/': '除以' }[expression.operator]
      const english = { '+': '+', '-': '−', '*': '×', '/': '÷' }[expression.operator]
      return { zh: `${left.zh}${sign}${spaced(right.zh)}`, en: `${left.en} ${english} ${right.en}` }
    }
    case 'shift': {
      const date = say(expression.date)
      const by = say(expression.by)
      return {
        zh: `${date.zh}${expression.back ? '前' : '后'}${spaced(by.zh)}`,
        en: `${by.en} ${expression.back ? 'before' : 'after'} ${date.en}`,
      }
    }
    case 'negate': {
      const operand = say(expression.operand)
      return { zh: `负${operand.zh}`, en: `minus ${operand.en}` }
    }
    case 'if': {
      const [condition, yes, no] = [say(expression.condition), say(expression.yes), say(expression.no)]
      return {
        zh: `如果${condition.zh}则${yes.zh}否则${no.zh}`,
        en: `if ${condition.en} then ${yes.en} else ${no.en}`,
      }
    }
    case 'call': {
      const inner = list(expression.operands.map(say), ['、', ', '])
      const [english = '', , last] = functionNames[expression.name] as readonly string[]
      const chinese =
        functionNames[expression.name].findLast((name) => /\p{Script=Han}/u.test(name)) ?? last ?? english
      return { zh: `${chinese}（${inner.zh}）`, en: `${english}(${inner.en})` }
    }
    case 'aggregate': {
      const fact = dictionary.vocabulary.facts.get(expression.of.fact)
      return { zh: fact?.zh ?? '', en: fact?.en ?? '' }
    }
  }
}

/** A text held against a fact whose codes have names is said under its name. */
function besides(part: Expression, other: Expression, say: (part: Expression) => Bilingual): Bilingual {
  return part.op === 'literal' && part.type.kind === 'text' && other.type.kind === 'text'
    ? show(part.value, other.type)
    : say(part)
}

/** A space between Chinese and a figure. */
const spaced = (zh: string) => (/^[-\d]/.test(zh) ? ` ${zh}` : zh)

function factWords(expression: Expression & { op: 'fact' }, { vocabulary }: Dictionary): Bilingual {
  const fact = vocabulary.facts.get(expression.fact)
  if (fact === undefined) return { zh: expression.fact, en: expression.fact }
  if (typeof expression.year !== 'number') return { zh: fact.zh, en: fact.en }
  return {
    zh: `${yearWord(expression.year) ?? ''}${fact.zh}`,
    en: `${fact.en} ${englishYears[expression.year] ?? ''}`.trim(),
  }
}

function memberWords(
  value: Bilingual,
  tests: readonly Test[],
  say: (part: Expression) => Bilingual,
): Bilingual {
  const parts = tests.map((test): Bilingual => {
    if (test.op === 'relation') {
      const operand = say(test.operand)
      return test.relation === '='
        ? operand
        : {
            zh: `${zhRelations[test.relation]} ${operand.zh}`,
            en: `${enRelations[test.relation].replace('is ', '')} ${operand.en}`,
          }
    }
    const low = say(test.low)
    const high = say(test.high)
    return {
      zh: `${low.zh}${test.lowIncluded ? '以上' : '（不含）以上'}${high.zh}${test.highIncluded ? '以下' : '（不含）以下'}`,
      en: `${test.lowIncluded ? 'from' : 'above'} ${low.en} ${test.highIncluded ? 'to' : 'to below'} ${high.en}`,
    }
  })
  const said = list(parts, ['、', ' or '])
  return { zh: `${value.zh}为${said.zh}`, en: `${value.en} is ${said.en}` }
}

const list = (parts: readonly Bilingual[], [zh, en]: readonly [string, string]): Bilingual => ({
  zh: parts.map((part) => part.zh).join(zh),
  en: parts.map((part) => part.en).join(en),
})
