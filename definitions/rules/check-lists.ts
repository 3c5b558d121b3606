import type { Fact } from '#definitions/facts/fact.ts'
import type { Checking } from './checking.ts'
import { type Expression, isNumeric, type Selection, typeOf } from './expression.ts'
import type { Span } from './fault.ts'
import type { Syntax } from './syntax.ts'
import { broken } from './type-algebra.ts'

/** What is counted or summed up of a list. */
export function checkedAggregate(
  checking: Checking,
  name: 'count' | 'sum' | 'min' | 'max',
  operands: readonly Syntax[],
  at: Span,
): Expression {
  const [operand] = operands.map((one) => listField(checking, one))
  const isField = operand?.k === 'field'
  const chosen = operand === undefined ? undefined : selection(checking, isField ? operand.of : operand)
  if (chosen === undefined || operands.length !== 1 || isField === (name === 'count')) {
    if (checking.faults.length > 0) return { op: 'literal', value: false, type: broken, at }
    const form = name === 'count' ? 'count(清单[条件])' : `${name}(清单[条件].字段)`
    return checking.fail(
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
    checking.list = fact
    const failed = checking.unknownName(written, at)
    checking.list = undefined
    return failed
  }
  const type = typeOf(field)
  if (!isNumeric(type) && !(type.kind === 'date' && name !== 'sum'))
    return checking.fail(
      'number-needed',
      at,
      'a field of numbers',
      ['这个字段不是数值', 'this field is not numeric'],
      ['请换一个数值字段', 'Choose a numeric field'],
    )
  return { op: 'aggregate', name, of, field: field.id, type, at }
}

/** `list.field` reads like a name with a dot until the list is known. */
function listField(checking: Checking, operand: Syntax): Syntax {
  const [, list, field] = operand.k === 'name' ? (/^(.+)\.([^.]+)$/.exec(operand.name) ?? []) : []
  if (
    list === undefined ||
    field === undefined ||
    checking.scope.vocabulary.named(list)?.fact.type !== 'list'
  )
    return operand
  return { k: 'field', of: { k: 'name', name: list, at: operand.at }, name: field, at: operand.at }
}

function selection(checking: Checking, syntax: Syntax): { fact: Fact; where?: Expression } | undefined {
  const base = syntax.k === 'filter' ? syntax.list : syntax
  if (base.k !== 'name') return undefined
  const named = checking.scope.vocabulary.named(base.name)
  if (named === undefined) {
    checking.unknownName(base.name, base.at)
    return undefined
  }
  if (named.fact.type !== 'list') return undefined
  if (!checking.scope.lists || checking.list !== undefined) {
    checking.fail(
      'list-outside-derived',
      base.at,
      'a derived fact',
      ['清单只能在词典的派生事实里读取', 'lists are read only by derived facts of the dictionary'],
      ['请先在词典里定义派生事实，再在规则里用它', 'Define a derived fact in the dictionary and use that'],
    )
    return undefined
  }
  if (syntax.k !== 'filter') return { fact: named.fact }
  checking.list = named.fact
  const where = checking.expectBoolean(checking.check(syntax.where))
  checking.list = undefined
  return { fact: named.fact, where }
}
