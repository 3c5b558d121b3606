import { type Named, nearest } from '#definitions/facts/vocabulary.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { rational } from '../rational.ts'
import { checkedCall } from './check-calls.ts'
import { checkedAggregate } from './check-lists.ts'
import { Checking, type Scope } from './checking.ts'
import { type Expression, type Test, typeOf } from './expression.ts'
import type { RuleFault, Span } from './fault.ts'
import { parseRule, type Relation, type Syntax, type SyntaxTest } from './syntax.ts'
import { boolean, counted, literalType, product, quotient, sum, wider } from './type-algebra.ts'
import { allFunctionNames, functionNamed, todayWord, yearOfFactWord } from './words.ts'

/** Parses, binds names and checks types and units of one expression. Answers all faults found. */
export function compileExpression(text: string, scope: Scope): Expression | RuleFault[] {
  const syntax = parseRule(text)
  if (Array.isArray(syntax)) return syntax
  const checker = new Checker(text, scope)
  const expression = checker.check(syntax)
  return checker.faults.length > 0 ? checker.faults : expression
}

class Checker extends Checking {
  check(syntax: Syntax): Expression {
    const { at } = syntax
    switch (syntax.k) {
      case 'number':
        return { op: 'literal', value: syntax.quantity.amount, type: literalType(syntax.quantity), at }
      case 'string':
        return { op: 'literal', value: syntax.value, type: { kind: 'text' }, at }
      case 'boolean':
        return { op: 'literal', value: syntax.value, type: boolean, at }
      case 'temporal':
        return this.temporal(syntax.constructor, syntax.value, at)
      case 'name':
        return this.name(syntax.name, at)
      case 'negate': {
        const operand = this.expectNumeric(this.check(syntax.operand))
        return { op: 'negate', operand, type: operand.type, at }
      }
      case 'and':
      case 'or': {
        const operands = syntax.operands.map((operand) => this.expectBoolean(this.check(operand)))
        return { op: syntax.k, operands, type: boolean, at }
      }
      case 'compare':
        return this.compare(this.check(syntax.left), syntax.relation, this.check(syntax.right), at)
      case 'in':
        return this.membership(this.check(syntax.value), syntax.tests, at)
      case 'arithmetic':
        return this.arithmetic(syntax.operator, this.check(syntax.left), this.check(syntax.right), at)
      case 'if':
        return this.choice(syntax, at)
      case 'call':
        return this.call(syntax.name, syntax.operands, at)
      case 'filter':
      case 'field':
        return this.fail(
          'list-outside-function',
          at,
          'count(…) sum(…) min(…) max(…)',
          ['清单要放进函数里用', 'a list is read inside a function'],
          [
            '请写 count(清单[条件]) 或 sum(清单[条件].字段)',
            'Write count(list[condition]) or sum(list[condition].field)',
          ],
        )
    }
  }

  private temporal(constructor: string, value: string, at: Span): Expression {
    if (constructor === 'duration') {
      const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?$/.exec(value)
      const [, years, months, days] = match ?? []
      if (
        match === null ||
        (days !== undefined && (years ?? months) !== undefined) ||
        (years ?? months ?? days) === undefined
      )
        return this.fail(
          'duration-form',
          at,
          'P1Y6M or P30D',
          ['期间写法不对', 'this is not a duration'],
          [
            '请写 duration("P1Y6M") 或 duration("P30D")，也可以直接写 18个月、30天',
            'Write duration("P1Y6M") or duration("P30D"), or 18个月 and 30天',
          ],
        )
      const amount = days === undefined ? Number(years ?? 0) * 12 + Number(months ?? 0) : Number(days)
      return { op: 'literal', value: rational(amount), type: counted(days === undefined ? '个月' : '天'), at }
    }
    const day = constructor === 'date' || constructor === '@' ? dayFromText(value) : undefined
    if (day === undefined || day !== value)
      return this.fail(
        'date-form',
        at,
        'date("2026-01-31")',
        ['日期写法不对，或没有这一天', 'this is not a date'],
        [`请写 date("${day ?? '2026-01-31'}")`, `Write date("${day ?? '2026-01-31'}")`],
      )
    return { op: 'literal', value: day, type: { kind: 'date' }, at }
  }

  private name(name: string, at: Span): Expression {
    if (name === todayWord) return { op: 'today', type: { kind: 'date' }, at }
    if (name === '是' || name === '否') return { op: 'literal', value: name === '是', type: boolean, at }
    if (name === yearOfFactWord && this.scope.yearly) return { op: 'year', type: counted('年'), at }
    const field = this.list?.fields?.find((one) => one.zh === name || one.id === name)
    if (field !== undefined) return { op: 'field', field: field.id, type: typeOf(field), at }
    const parameter = this.scope.parameters?.get(name)
    if (parameter !== undefined) return { op: 'parameter', name, type: parameter, at }
    const named = this.scope.vocabulary.named(name)
    return named === undefined ? this.unknownName(name, at) : this.factNamed(name, named, at)
  }

  private factNamed(name: string, { fact, yearsBack }: Named, at: Span): Expression {
    if (fact.type === 'list')
      return this.fail(
        'list-outside-function',
        at,
        'count(…) sum(…)',
        [`“${name}”是一份清单`, `“${name}” is a list`],
        ['请使用由清单算出的事实，例如 一类知识产权数', 'Use a fact derived from the list'],
      )
    const type = typeOf(fact)
    if (fact.period === undefined) return { op: 'fact', fact: fact.id, type, at }
    if (yearsBack !== undefined) return { op: 'fact', fact: fact.id, year: yearsBack, type, at }
    if (this.scope.yearly) return { op: 'fact', fact: fact.id, year: 'same', type, at }
    return this.fail(
      'year-needed',
      at,
      `上年${fact.zh}, ${fact.id}.lastYear`,
      [`“${name}”每年一个值，要说明是哪一年`, `“${name}” has one value a year; say which`],
      [
        `请写 上年${fact.zh}、本年${fact.zh} 或 前年${fact.zh}`,
        `Write ${fact.id}.lastYear, ${fact.id}.thisYear or ${fact.id}.twoYearsAgo`,
      ],
    )
  }

  private compare(left: Expression, relation: Relation, right: Expression, at: Span): Expression {
    const [a, b] = this.agree(left, right, at)
    const kind = a.type.kind === 'broken' ? b.type.kind : a.type.kind
    if (relation !== '=' && relation !== '!=' && (kind === 'boolean' || kind === 'text' || kind === 'code'))
      return this.fail(
        'no-order',
        at,
        '= or !=',
        ['这种值不能比大小', 'these values have no order'],
        ['请用 = 或 !=，或写 in ("…", "…")', 'Use = or !=, or in ("…", "…")'],
      )
    return { op: 'compare', relation, left: a, right: b, type: boolean, at }
  }

  private membership(value: Expression, tests: readonly SyntaxTest[], at: Span): Expression {
    let subject = value
    const checked = tests.map((test): Test => {
      if (test.k === 'range') {
        const low = this.compare(value, '>=', this.check(test.low), test.at)
        const high = this.compare(value, '<=', this.check(test.high), test.at)
        if (low.op === 'compare') subject = low.left
        return {
          op: 'range',
          low: low.op === 'compare' ? low.right : low,
          lowIncluded: test.lowIncluded,
          high: high.op === 'compare' ? high.right : high,
          highIncluded: test.highIncluded,
        }
      }
      const relation = test.k === 'relation' ? test.relation : '='
      const compared = this.compare(value, relation, this.check(test.operand), test.at)
      if (compared.op === 'compare') subject = compared.left
      return { op: 'relation', relation, operand: compared.op === 'compare' ? compared.right : compared }
    })
    return { op: 'in', value: subject, tests: checked, type: boolean, at }
  }

  private arithmetic(
    operator: '+' | '-' | '*' | '/',
    left: Expression,
    right: Expression,
    at: Span,
  ): Expression {
    if (left.type.kind === 'date') return this.dateArithmetic(operator, left, right, at)
    const a = this.expectNumeric(left)
    const b = this.expectNumeric(right)
    if (operator === '*' || operator === '/') {
      const type = operator === '*' ? product(a.type, b.type) : quotient(a.type, b.type)
      if (type === undefined)
        return this.fail(
          'unit-mismatch',
          at,
          'units that multiply',
          ['这两种单位不能相乘或相除', 'these units do not multiply or divide'],
          ['请检查单位', 'Check the units'],
        )
      return { op: 'arithmetic', operator, left: a, right: b, type, at }
    }
    const [x, y] = this.agree(a, b, at)
    return { op: 'arithmetic', operator, left: x, right: y, type: sum(x.type, y.type), at }
  }

  private dateArithmetic(operator: string, left: Expression, right: Expression, at: Span): Expression {
    if (operator === '-' && right.type.kind === 'date')
      return { op: 'call', name: 'days-between', operands: [right, left], type: counted('天'), at }
    const unit = right.type.kind === 'number' ? right.type.unit : undefined
    if ((operator === '+' || operator === '-') && (unit === '天' || unit === '个月' || unit === '年'))
      return { op: 'shift', date: left, by: right, unit, back: operator === '-', type: left.type, at }
    return this.fail(
      'date-arithmetic',
      at,
      'date + 30天, date + 3个月, date - date',
      ['日期只能加减天、个月、年，或两个日期相减', 'a date takes days, months or years, or another date'],
      ['请写 认定日期 + 3年 这样的式子', 'Write for example date + 3年'],
    )
  }

  private choice(syntax: Syntax & { k: 'if' }, at: Span): Expression {
    const condition = this.expectBoolean(this.check(syntax.condition))
    const [yes, no] = this.agree(this.check(syntax.yes), this.check(syntax.no), at)
    return { op: 'if', condition, yes, no, type: wider(yes.type, no.type), at }
  }

  private call(written: string, operands: readonly Syntax[], at: Span): Expression {
    const name = functionNamed(written)
    if (name === undefined) {
      const near = nearest(written, allFunctionNames)
      const statutory = written === 'decimal' || written === 'round'
      return this.fail(
        'unknown-function',
        at,
        near.join(' | ') || allFunctionNames.join(' '),
        [`没有“${written}”这个函数`, `there is no function “${written}”`],
        statutory
          ? [
              '法定舍入请写 四舍五入(值, 2)、舍去(值, 2) 或 进一(值, 2)',
              'Write round half up(x, 2), round down(x, 2) or round up(x, 2)',
            ]
          : [
              `可用的函数：${allFunctionNames.filter((one) => /\p{Script=Han}/u.test(one)).join('、')}`,
              'See the functions in the reference of the rule language',
            ],
      )
    }
    if (name === 'count' || name === 'sum' || ((name === 'min' || name === 'max') && operands.length === 1))
      return checkedAggregate(this, name, operands, at)
    return checkedCall(
      this,
      name,
      written,
      operands.map((operand) => this.check(operand)),
      at,
    )
  }
}
