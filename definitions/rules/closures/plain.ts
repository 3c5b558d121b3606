import type { Dictionary } from '../dictionary.ts'
import { type Expression, walk } from '../expression.ts'

/** Comparisons of stated facts: unknown only where a fact is, or where something is divided by zero. */
export function isPlain(expression: Expression, dictionary: Dictionary): boolean {
  if (expression.op !== 'in') return isTelling(expression, dictionary)
  return (
    isTelling(expression.value, dictionary) &&
    expression.tests.every((test) => isFixed(test.op === 'range' ? [test.low, test.high] : [test.operand]))
  )
}

/** Whether the interpreter asks for every fact in it, whatever the others are. */
function isTelling(part: Expression, dictionary: Dictionary): boolean {
  const tells = (inner: Expression) => isTelling(inner, dictionary)
  switch (part.op) {
    case 'literal':
    case 'today':
      return true
    case 'fact':
      return !dictionary.derived.has(part.fact) && !dictionary.published.has(part.fact)
    case 'negate':
      return tells(part.operand)
    case 'compare':
      return tells(part.left) && tells(part.right)
    case 'arithmetic':
      return (
        tells(part.left) &&
        tells(part.right) &&
        (part.operator !== '*' || isFixed([part.left]) || isFixed([part.right]))
      )
    case 'if':
      return tells(part.condition) && isFixed(choicesOf(part))
    default:
      return false
  }
}

/**
 * What a chain of choices by one condition after another may give. A later condition is asked only if the one before it did not hold, so
 * all must read the same facts.
 */
function choicesOf(part: Expression & { op: 'if' }): readonly Expression[] {
  const asked = (condition: Expression) =>
    [...walk(condition)].flatMap((one) => (one.op === 'fact' ? [`${one.fact} ${one.year}`] : [])).join()
  const { no: otherwise } = part
  if (otherwise.op !== 'if' || otherwise.condition.op !== 'compare') return [part.yes, otherwise]
  return asked(otherwise.condition) === asked(part.condition)
    ? [part.yes, ...choicesOf(otherwise)]
    : [part.yes, otherwise]
}

const isFixed = (parts: readonly Expression[]) => parts.every(({ op }) => op === 'literal' || op === 'today')
