import type { Run } from '../run.ts'
import { anyType, type FeelType, listOf } from '../types.ts'
import { type FeelContext, type FeelValue, isContext, isText } from '../values.ts'
import { any, builtIn, context, list, signature, text } from './signature.ts'

const contextType: FeelType = { k: 'context', entries: new Map() }

/** A context with the entry at the path, inner contexts made where none is. */
function put(into: FeelContext, path: readonly string[], value: FeelValue, run: Run): FeelValue {
  const [key, ...others] = path
  if (key === undefined) return run.null('argument-value', 'keys')
  run.list(into.size + 1)
  const result = new Map(into)
  if (others.length === 0) return result.set(key, value)
  const inner = into.get(key) ?? null
  if (!isContext(inner)) return run.null('argument-value', 'keys')
  const changed = put(inner, others, value, run)
  return changed === null ? null : result.set(key, changed)
}

function fromEntries(entries: readonly FeelValue[], run: Run): FeelValue {
  run.list(entries.length)
  const result = new Map<string, FeelValue>()
  for (const entry of entries) {
    const key = isContext(entry) ? (entry.get('key') ?? null) : null
    const value = isContext(entry) ? entry.get('value') : undefined
    if (!isText(key) || value === undefined) return run.null('argument-value', 'entries')
    if (result.has(key)) return run.null('duplicate-key', key)
    result.set(key, value)
  }
  return result
}

export const contextFunctions = [
  builtIn(
    'get value',
    signature(
      { m: context, key: text },
      anyType,
      ({ m, key }, run) => m.get(key) ?? run.null('unknown-entry', key),
    ),
  ),
  builtIn(
    'get entries',
    signature({ m: context }, listOf(contextType), ({ m }, run) => {
      run.list(m.size * 3)
      return [...m].map(
        ([key, value]) =>
          new Map<string, FeelValue>([
            ['key', key],
            ['value', value],
          ]),
      )
    }),
  ),
  builtIn(
    'context',
    signature({ entries: list }, contextType, ({ entries }, run) => fromEntries(entries, run)),
  ),
  builtIn(
    'context put',
    signature({ context, key: text, value: any }, contextType, (given, run) =>
      put(given.context, [given.key], given.value, run),
    ),
    signature({ context, keys: list, value: any }, contextType, (given, run) =>
      given.keys.every(isText)
        ? put(given.context, given.keys.filter(isText), given.value, run)
        : run.null('argument-type', 'keys'),
    ),
  ),
  builtIn(
    'context merge',
    signature({ contexts: list }, contextType, ({ contexts }, run) => {
      const result = new Map<string, FeelValue>()
      for (const one of contexts) {
        if (!isContext(one)) return run.null('argument-type', 'contexts')
        run.list(one.size)
        for (const [key, value] of one) result.set(key, value)
      }
      return result
    }),
  ),
]
