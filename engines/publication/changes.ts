import type { PlainLine } from '#kernel/definition.ts'
import type { Change } from './contract.ts'

const same = (a: PlainLine, b: PlainLine) =>
  a.text.zh === b.text.zh && a.text.en === b.text.en && (a.clause ?? '') === (b.clause ?? '')

/** What became of each thing a definition says, in the order of the new version; what is gone comes where it stood. */
export function changesBetween(before: readonly PlainLine[], after: readonly PlainLine[]): Change[] {
  const was = new Map(before.map((line) => [line.key, line]))
  const is = new Set(after.map(({ key }) => key))
  const gone = (from: number, to: number): Change[] =>
    before
      .slice(from, to)
      .filter(({ key }) => !is.has(key))
      .map(({ key, label, text }) => ({ key, label, before: text }))
  const place = new Map(before.map(({ key }, index) => [key, index]))
  let told = 0
  const found = after.flatMap((line): Change[] => {
    const old = was.get(line.key)
    if (old === undefined) return [{ key: line.key, label: line.label, after: line.text }]
    const upTo = place.get(line.key) ?? 0
    const left = upTo >= told ? gone(told, upTo) : []
    told = Math.max(told, upTo + 1)
    return same(old, line)
      ? left
      : [...left, { key: line.key, label: line.label, before: old.text, after: line.text }]
  })
  return [...found, ...gone(told, before.length)]
}
