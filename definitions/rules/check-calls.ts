import { isWhole, rational } from '../rational.ts'
import type { Checking } from './checking.ts'
import { type Expression, type Type, typeOf } from './expression.ts'
import type { Span } from './fault.ts'
import { boolean, broken, counted, plain, wider } from './type-algebra.ts'
import type { FunctionName } from './words.ts'

const arity: Partial<Record<FunctionName, readonly [number, number]>> = {
  min: [2, 20],
  max: [2, 20],
  floor: [1, 2],
  ceiling: [1, 2],
  'round-half-up': [1, 2],
  'round-down': [1, 2],
  'round-up': [1, 2],
  today: [0, 0],
  'days-between': [2, 2],
  'months-between': [2, 2],
  'years-between': [2, 2],
  'only-if': [2, 2],
  'size-class': [4, 4],
}

/** A call of a function of values, whose operands are checked already. */
export function checkedCall(
  checking: Checking,
  name: FunctionName,
  written: string,
  given: readonly Expression[],
  at: Span,
): Expression {
  const [least, most] = arity[name] ?? [1, 1]
  if (given.length < least || given.length > most)
    return checking.fail(
      'wrong-arguments',
      at,
      least === most ? `${least}` : `${least}…${most}`,
      [`“${written}”的参数个数不对`, `“${written}” has a wrong number of arguments`],
      [`请给 ${least} 个参数`, `Give ${least} argument(s)`],
    )
  const [first, second] = given
  const made = (type: Type, operands: readonly Expression[] = given): Expression => ({
    op: 'call',
    name,
    operands,
    type,
    at,
  })
  if (first === undefined) return { op: 'today', type: { kind: 'date' }, at }
  switch (name) {
    case 'not':
      return made(boolean, [checking.expectBoolean(first)])
    case 'absolute':
      return made(checking.expectNumeric(first).type)
    case 'min':
    case 'max': {
      const agreed = given.slice(1).reduce<Expression[]>(
        (list, next) => {
          const [left, right] = checking.agree(list[0] ?? first, next, at)
          return [list[0] ?? left, ...list.slice(1), right]
        },
        [first],
      )
      return made(agreed.map(({ type }) => type).reduce(wider), agreed)
    }
    case 'floor':
    case 'ceiling':
    case 'round-half-up':
    case 'round-down':
    case 'round-up':
      return rounding(checking, name, checking.expectNumeric(first), second, at)
    case 'year-of':
      return made(counted('年'), [checking.expectDate(first)])
    case 'days-between':
    case 'months-between':
    case 'years-between':
      return made(
        counted(name === 'days-between' ? '天' : name === 'months-between' ? '个月' : '年'),
        given.map((one) => checking.expectDate(one)),
      )
    case 'only-if':
      return made(first.type, [first, ...(second === undefined ? [] : [checking.expectBoolean(second)])])
    case 'size-class':
      return sizeClass(checking, given, at)
    default:
      return made(broken)
  }
}

function rounding(
  checking: Checking,
  name: FunctionName,
  value: Expression,
  scale: Expression | undefined,
  at: Span,
): Expression {
  const places = scale?.op === 'literal' && typeof scale.value === 'object' ? scale.value : rational(0)
  if ((scale !== undefined && scale.op !== 'literal') || !isWhole(places) || places.n < 0n || places.n > 12n)
    return checking.fail(
      'rounding-places',
      scale?.at ?? at,
      '0…12',
      ['小数位数要写 0 到 12 的整数', 'the places are a whole number from 0 to 12'],
      [
        '例如 四舍五入(值, 2)；金额按元计位数',
        'For example round half up(x, 2); for money the places count from 元',
      ],
    )
  const type: Type = value.type.kind === 'number' ? { ...value.type, whole: places.n === 0n } : value.type
  const literal: Expression = { op: 'literal', value: places, type: plain, at }
  return { op: 'call', name, operands: [value, literal], type, at }
}

function sizeClass(checking: Checking, given: readonly Expression[], at: Span): Expression {
  const size = checking.scope.vocabulary.facts.get('ent.sizeClass')
  const wanted: readonly Type['kind'][] = ['text', 'number', 'money', 'money']
  const wrong = given.findIndex(({ type }, i) => type.kind !== wanted[i] && type.kind !== 'broken')
  if (wrong >= 0 || size === undefined)
    return checking.fail(
      'wrong-arguments',
      given[wrong]?.at ?? at,
      'industry, headcount, revenue, assets',
      [
        '划型要行业代码、从业人数、营业收入、资产总额',
        'the size class needs industry, headcount, revenue, assets',
      ],
      ['请按顺序给出这四项', 'Give these four in order'],
    )
  return { op: 'call', name: 'size-class', operands: given, type: typeOf(size), at }
}
