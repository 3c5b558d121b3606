import type { Fact } from '#definitions/facts/fact.ts'
import { type Named, nearest, type Vocabulary } from '#definitions/facts/vocabulary.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { compareRational, isWhole, rational } from '../rational.ts'
import { type Expression, isNumeric, type Selection, type Test, type Type, typeOf } from './expression.ts'
import { type RuleFault, ruleFault, type Span } from './fault.ts'
import { parseRule, type Relation, type Syntax, type SyntaxTest } from './syntax.ts'
import type { Quantity } from './units.ts'
import { allFunctionNames, type FunctionName, functionNamed, todayWord, yearOfFactWord } from './words.ts'

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

/** Parses, binds names and checks types and units of one expression. Answers all faults found. */
export function compileExpression(text: string, scope: Scope): Expression | RuleFault[] {
  const syntax = parseRule(text)
  if (Array.isArray(syntax)) return syntax
  const checker = new Checker(text, scope)
  const expression = checker.check(syntax)
  return checker.faults.length > 0 ? checker.faults : expression
}

type Pair = readonly [zh: string, en: string]
const broken: Type = { kind: 'broken' }
const boolean: Type = { kind: 'boolean' }
const plain: Type = { kind: 'number', whole: false }
const counted = (unit: string): Type => ({ kind: 'number', unit, whole: true })

/** A type in words. */
export function typeName(type: Type): Pair {
  switch (type.kind) {
    case 'boolean':
      return ['是或否', 'yes or no']
    case 'text':
      return ['文字', 'text']
    case 'date':
      return ['日期', 'a date']
    case 'money':
      return ['金额（元）', 'money (元)']
    case 'ratio':
      return ['比率（%）', 'a ratio (%)']
    case 'number':
      return type.unit === undefined ? ['数', 'a number'] : [`数（${type.unit}）`, `a number of ${type.unit}`]
    case 'code':
      return [
        `选项（${type.values.map(({ zh }) => zh).join('、')}）`,
        `one of ${type.values.map(({ en }) => en).join(', ')}`,
      ]
    case 'broken':
      return ['？', '?']
  }
}

class Checker {
  readonly faults: RuleFault[] = []
  private list: Fact | undefined

  constructor(
    private readonly text: string,
    private readonly scope: Scope,
  ) {}

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

  private fail(code: string, at: Span, expected: string, message: Pair, remedy: Pair): Expression {
    this.faults.push(ruleFault(code, this.text, at, expected, message, remedy))
    return { op: 'literal', value: false, type: broken, at }
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

  private unknownName(name: string, at: Span): Expression {
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

  private expectBoolean(expression: Expression): Expression {
    if (expression.type.kind === 'boolean' || expression.type.kind === 'broken') return expression
    return this.mismatch(
      'boolean-needed',
      expression,
      ['是或否', 'yes or no'],
      ['请写成比较，例如 参保人数 >= 30', 'Write a comparison, for example hr.insured >= 30'],
    )
  }

  private expectNumeric(expression: Expression): Expression {
    if (isNumeric(expression.type) || expression.type.kind === 'broken') return expression
    return this.mismatch(
      'number-needed',
      expression,
      ['数或金额', 'a number or money'],
      ['请换成数值', 'Use a number here'],
    )
  }

  private expectDate(expression: Expression): Expression {
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

  /** Makes two sides of one type, or says why they cannot be. */
  private agree(left: Expression, right: Expression, at: Span): [Expression, Expression] {
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
      return this.aggregate(name, operands, at)
    return this.plainCall(
      name,
      written,
      operands.map((operand) => this.check(operand)),
      at,
    )
  }

  private plainCall(name: FunctionName, written: string, given: readonly Expression[], at: Span): Expression {
    const [least, most] = arity[name] ?? [1, 1]
    if (given.length < least || given.length > most)
      return this.fail(
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
        return made(boolean, [this.expectBoolean(first)])
      case 'absolute':
        return made(this.expectNumeric(first).type)
      case 'min':
      case 'max': {
        const agreed = given.slice(1).reduce<Expression[]>(
          (list, next) => {
            const [left, right] = this.agree(list[0] ?? first, next, at)
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
        return this.rounding(name, this.expectNumeric(first), second, at)
      case 'year-of':
        return made(counted('年'), [this.expectDate(first)])
      case 'days-between':
      case 'months-between':
      case 'years-between':
        return made(
          counted(name === 'days-between' ? '天' : name === 'months-between' ? '个月' : '年'),
          given.map((one) => this.expectDate(one)),
        )
      case 'only-if':
        return made(first.type, [first, ...(second === undefined ? [] : [this.expectBoolean(second)])])
      case 'size-class':
        return this.sizeClass(given, at)
      default:
        return made(broken)
    }
  }

  private rounding(
    name: FunctionName,
    value: Expression,
    scale: Expression | undefined,
    at: Span,
  ): Expression {
    const places = scale?.op === 'literal' && typeof scale.value === 'object' ? scale.value : rational(0)
    if (
      (scale !== undefined && scale.op !== 'literal') ||
      !isWhole(places) ||
      places.n < 0n ||
      places.n > 12n
    )
      return this.fail(
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

  private sizeClass(given: readonly Expression[], at: Span): Expression {
    const size = this.scope.vocabulary.facts.get('ent.sizeClass')
    const wanted: readonly Type['kind'][] = ['text', 'number', 'money', 'money']
    const wrong = given.findIndex(({ type }, i) => type.kind !== wanted[i] && type.kind !== 'broken')
    if (wrong >= 0 || size === undefined)
      return this.fail(
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

  private aggregate(
    name: 'count' | 'sum' | 'min' | 'max',
    operands: readonly Syntax[],
    at: Span,
  ): Expression {
    const [operand] = operands.map((one) => this.listField(one))
    const isField = operand?.k === 'field'
    const chosen = operand === undefined ? undefined : this.selection(isField ? operand.of : operand)
    if (chosen === undefined || operands.length !== 1 || isField === (name === 'count')) {
      if (this.faults.length > 0) return { op: 'literal', value: false, type: broken, at }
      const form = name === 'count' ? 'count(清单[条件])' : `${name}(清单[条件].字段)`
      return this.fail(
        'list-needed',
        at,
        form,
        ['这个函数要一份清单', 'this function takes a list'],
        [
          `请写 ${form}`,
          `Write ${form.replace('清单', 'list').replace('条件', 'condition').replace('字段', 'field')}`,
        ],
      )
    }
    const { fact, where } = chosen
    const of: Selection = { fact: fact.id, where }
    if (name === 'count')
      return { op: 'aggregate', name, of, type: { kind: 'number', unit: fact.unit, whole: true }, at }
    const written = isField ? operand.name : ''
    const field = fact.fields?.find((one) => one.zh === written || one.id === written)
    if (field === undefined) {
      this.list = fact
      const failed = this.unknownName(written, at)
      this.list = undefined
      return failed
    }
    const type = typeOf(field)
    if (!isNumeric(type) && !(type.kind === 'date' && name !== 'sum'))
      return this.fail(
        'number-needed',
        at,
        'a field of numbers',
        ['这个字段不是数值', 'this field is not numeric'],
        ['请换一个数值字段', 'Choose a numeric field'],
      )
    return { op: 'aggregate', name, of, field: field.id, type, at }
  }

  /** `list.field` reads like a name with a dot until the list is known. */
  private listField(operand: Syntax): Syntax {
    const [, list, field] = operand.k === 'name' ? (/^(.+)\.([^.]+)$/.exec(operand.name) ?? []) : []
    if (list === undefined || field === undefined || this.scope.vocabulary.named(list)?.fact.type !== 'list')
      return operand
    return { k: 'field', of: { k: 'name', name: list, at: operand.at }, name: field, at: operand.at }
  }

  private selection(syntax: Syntax): { fact: Fact; where?: Expression } | undefined {
    const base = syntax.k === 'filter' ? syntax.list : syntax
    if (base.k !== 'name') return undefined
    const named = this.scope.vocabulary.named(base.name)
    if (named === undefined) {
      this.unknownName(base.name, base.at)
      return undefined
    }
    if (named.fact.type !== 'list') return undefined
    if (!this.scope.lists || this.list !== undefined) {
      this.fail(
        'list-outside-derived',
        base.at,
        'a derived fact',
        ['清单只能在词典的派生事实里读取', 'lists are read only by derived facts of the dictionary'],
        ['请先在词典里定义派生事实，再在规则里用它', 'Define a derived fact in the dictionary and use that'],
      )
      return undefined
    }
    if (syntax.k !== 'filter') return { fact: named.fact }
    this.list = named.fact
    const where = this.expectBoolean(this.check(syntax.where))
    this.list = undefined
    return { fact: named.fact, where }
  }
}

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

const literalType = ({ kind, unit, amount }: Quantity): Type => {
  if (kind === 'money' || kind === 'ratio') return { kind }
  return { kind: 'number', unit, whole: isWhole(amount) }
}

const unitOf = (type: Type) => (type.kind === 'number' ? type.unit : undefined)
const wholeOf = (type: Type) => type.kind === 'number' && type.whole
const dimensionless = (type: Type) =>
  type.kind === 'ratio' || (type.kind === 'number' && type.unit === undefined)

function product(a: Type, b: Type): Type | undefined {
  if (a.kind === 'broken' || b.kind === 'broken') return broken
  if (a.kind === 'money' || b.kind === 'money') return a.kind === b.kind ? undefined : { kind: 'money' }
  if (a.kind === 'ratio' && b.kind === 'ratio') return { kind: 'ratio' }
  if (dimensionless(a) || dimensionless(b))
    return { kind: 'number', unit: unitOf(a) ?? unitOf(b), whole: wholeOf(a) && wholeOf(b) }
  return plain
}

function quotient(a: Type, b: Type): Type | undefined {
  if (a.kind === 'broken' || b.kind === 'broken') return broken
  if (a.kind === 'money') return b.kind === 'money' ? { kind: 'ratio' } : a
  if (b.kind === 'money') return undefined
  if (a.kind === 'ratio') return b.kind === 'ratio' || unitOf(b) === undefined ? a : plain
  if (unitOf(a) !== undefined && unitOf(a) === unitOf(b)) return { kind: 'ratio' }
  return dimensionless(b) ? { kind: 'number', unit: unitOf(a), whole: false } : plain
}

const sum = (a: Type, b: Type): Type => wider(a, b)

function wider(a: Type, b: Type): Type {
  if (a.kind === 'broken') return b
  if (a.kind === 'number' && b.kind === 'number')
    return { kind: 'number', unit: a.unit ?? b.unit, whole: a.whole && b.whole }
  return a.kind === 'number' && b.kind === 'ratio' ? b : a
}
