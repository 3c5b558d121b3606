import type { Place } from './fault.ts'
import { type Decimal, wholeNumber } from './number.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { type FeelList, type FeelValue, isContext, isList, isNumber } from './values.ts'

/** `list[where]`: the item at a position, counted from 1 or from the end by a negative number, or the items that pass. */
export function filtered(
  value: FeelValue,
  where: (scope: Scope, run: Run) => FeelValue,
  scope: Scope,
  run: Run,
  at: Place,
): FeelValue {
  if (value === null) {
    run.at = at
    return run.null('operand-null', '[ ]')
  }
  const list = isList(value) ? value : [value]
  const [first] = list
  const answer = where(first === undefined ? scope : itemScope(scope, first), run)
  run.at = at
  if (isNumber(answer)) return itemAt(list, answer, run)
  run.list(list.length)
  return list.filter((item, i) => {
    run.step()
    return (i === 0 ? answer : where(itemScope(scope, item), run)) === true
  })
}

/** Inside the brackets `item` is the item, and its entries are names. */
function itemScope(scope: Scope, item: FeelValue): Scope {
  const inner = scope.with(new Map([['item', item]]))
  return isContext(item) ? inner.with(item) : inner
}

export function itemAt(list: FeelList, position: Decimal, run: Run): FeelValue {
  const index = wholeNumber(position)
  const place =
    index === undefined ? undefined : index > 0 ? index - 1 : index < 0 ? list.length + index : undefined
  const item = place === undefined ? undefined : list[place]
  return item === undefined ? run.null('index-out-of-range', position.toFixed()) : item
}
