import type { Fact } from '#definitions/facts/fact.ts'
import { nearest, type Vocabulary } from '#definitions/facts/vocabulary.ts'
import { compareRational, rational } from '../rational.ts'
import { type Expression, isNumeric, type Type } from './expression.ts'
import { type RuleFault, ruleFault, type Span } from './fault.ts'
import type { Syntax } from './syntax.ts'
import { broken, type Pair, typeName } from './type-algebra.ts'

/** What names an expression may use beside the dictionary. */
export interface Scope {
  readonly vocabulary: Vocabulary
  /** names a policy defines for itself */
  readonly parameters?: ReadonlyMap<string, Type>
  /** a yearly derived fact reads yearly facts of its own year */
  readonly yearly?: boolean
  /** lists may be read only by derived facts */
  readonly lists?: boolean
}

/** What every part of the check needs: the faults found, what is expected where, and whether two sides go together. */
export abstract class Checking {
  readonly faults: RuleFault[] = []
  /** the list whose entries are looked at */
  list: Fact | undefined

  constructor(
    readonly text: string,
    readonly scope: Scope,
  ) {}

  abstract check(syntax: Syntax): Expression

  fail(code: string, at: Span, expected: string, message: Pair, remedy: Pair): Expression {
    this.faults.push(ruleFault(code, this.text, at, expected, message, remedy))
    return { op: 'literal', value: false, type: broken, at }
  }

  unknownName(name: string, at: Span): Expression {
    const fields = this.list?.fields?.flatMap(({ zh, id }) => [zh, id]) ?? []
    const own = [...fields, ...(this.scope.parameters?.keys() ?? [])]
    const near = [...nearest(name, own), ...this.scope.vocabulary.near(name)].slice(0, 3)
    return this.fail(
      'unknown-name',
      at,
      near.join(' | ') || 'a name of the dictionary',
      [`词典里没有“${name}”`, `the dictionary has no “${name}”`],
      near.length > 0
        ? [`是不是：${near.join('、')}？`, `Perhaps ${near.join(', ')}?`]
        : [
            '请在事实词典里查找名称，或先在词典里定义它',
            'Look the name up in the fact dictionary, or define it there first',
          ],
    )
  }

  expectBoolean(expression: Expression): Expression {
    if (expression.type.kind === 'boolean' || expression.type.kind === 'broken') return expression
    return this.mismatch(
      'boolean-needed',
      expression,
      ['是或否', 'yes or no'],
      ['请写成比较，例如 参保人数 >= 30', 'Write a comparison, for example hr.insured >= 30'],
    )
  }

  expectNumeric(expression: Expression): Expression {
    if (isNumeric(expression.type) || expression.type.kind === 'broken') return expression
    return this.mismatch(
      'number-needed',
      expression,
      ['数或金额', 'a number or money'],
      ['请换成数值', 'Use a number here'],
    )
  }

  expectDate(expression: Expression): Expression {
    if (expression.type.kind === 'date' || expression.type.kind === 'broken') return expression
    return this.mismatch(
      'date-needed',
      expression,
      ['日期', 'a date'],
      ['请写日期事实，或 date("2026-01-31")', 'Use a date fact or date("2026-01-31")'],
    )
  }

  private mismatch(code: string, { type, at }: Expression, wanted: Pair, remedy: Pair): Expression {
    const [zh, en] = typeName(type)
    return this.fail(
      code,
      at,
      wanted[1],
      [`这里要${wanted[0]}，写的是${zh}`, `${wanted[1]} is needed here, this is ${en}`],
      remedy,
    )
  }

  /** Makes two sides of one type, or says why they cannot be. */
  agree(left: Expression, right: Expression, at: Span): [Expression, Expression] {
    if (left.type.kind === 'broken' || right.type.kind === 'broken') return [left, right]
    if (left.type.kind === 'code' && right.type.kind === 'text') return [left, this.label(left.type, right)]
    if (right.type.kind === 'code' && left.type.kind === 'text') return [this.label(right.type, left), right]
    const fault = this.disagreement(left, right)
    if (fault === undefined) return [left, right]
    const [zhLeft, enLeft] = typeName(left.type)
    const [zhRight, enRight] = typeName(right.type)
    this.fail(
      fault.code,
      at,
      enLeft,
      [`左边是${zhLeft}，右边是${zhRight}，不能一起用`, `${enLeft} and ${enRight} do not go together`],
      fault.remedy,
    )
    return [left, { ...right, type: broken }]
  }

  private disagreement(left: Expression, right: Expression): { code: string; remedy: Pair } | undefined {
    const a = left.type
    const b = right.type
    const kinds = [a.kind, b.kind]
    if (kinds.includes('date') && kinds.includes('text'))
      return {
        code: 'date-needed',
        remedy: ['日期请写 date("2026-01-31")', 'Write a date as date("2026-01-31")'],
      }
    if (kinds.includes('money') && a.kind !== b.kind)
      return {
        code: 'money-unit',
        remedy: [
          '金额请写单位，例如 1000万元、500元',
          'Write the unit of money, for example 1000万元 or 500元',
        ],
      }
    if (a.kind === 'number' && b.kind === 'number')
      return a.unit === b.unit || a.unit === undefined || b.unit === undefined
        ? undefined
        : { code: 'unit-mismatch', remedy: ['请检查两边的单位', 'Check the units of both sides'] }
    if (kinds.includes('ratio') && kinds.includes('number'))
      return this.ratioAgainst(a.kind === 'number' ? left : right)
    if (a.kind === b.kind) return undefined
    return {
      code: 'type-mismatch',
      remedy: ['请检查两边是不是同一种事实', 'Check that both sides are of one kind'],
    }
  }

  private ratioAgainst(number: Expression): { code: string; remedy: Pair } | undefined {
    if (number.type.kind === 'number' && number.type.unit !== undefined)
      return {
        code: 'unit-mismatch',
        remedy: ['比率请和百分数比较，例如 5%', 'Compare a ratio with a percentage, for example 5%'],
      }
    const large =
      number.op === 'literal' &&
      typeof number.value === 'object' &&
      compareRational(number.value, rational(1)) > 0
    return large
      ? { code: 'percent-sign', remedy: ['百分数请写 % ，例如 5%', 'Write the percent sign, for example 5%'] }
      : undefined
  }

  private label(type: Type & { kind: 'code' }, literal: Expression): Expression {
    const value = literal.op === 'literal' ? literal.value : undefined
    if (typeof value !== 'string')
      return this.fail(
        'type-mismatch',
        literal.at,
        'a label',
        ['选项只能和引号里的选项名比较', 'an option is compared with a label in quotation marks'],
        ['请写 "大型" 这样的选项名', 'Write a label such as "大型"'],
      )
    const found = type.values.find(({ code, zh, en }) => code === value || zh === value || en === value)
    if (found !== undefined) return { op: 'literal', value: found.code, type, at: literal.at }
    const labels = type.values.map(({ zh }) => zh)
    return this.fail(
      'unknown-option',
      literal.at,
      labels.join(' | '),
      [`没有“${value}”这个选项`, `there is no option “${value}”`],
      [
        `可选：${labels.slice(0, 12).join('、')}`,
        `Options: ${type.values
          .slice(0, 12)
          .map(({ en }) => en)
          .join(', ')}`,
      ],
    )
  }
}
