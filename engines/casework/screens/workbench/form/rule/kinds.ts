import { type Body, bodyIn, textIn } from '../../../../catalogue/form/values.ts'

/** The ways in which a condition may be written: one test, several joined, one turned round, or a table. */
export const kinds = ['test', 'all', 'any', 'not', 'table', 'always', 'never'] as const
export type Kind = (typeof kinds)[number]

export function kindOf(rule: unknown): Kind {
  if (typeof rule === 'boolean') return rule ? 'always' : 'never'
  const body = bodyIn(rule)
  if (typeof body['when'] === 'boolean') return body['when'] ? 'always' : 'never'
  return (['all', 'any', 'not', 'table'] as const).find((kind) => body[kind] !== undefined) ?? 'test'
}

/** The test of a condition, or the empty text where it has none. */
export const testOf = (rule: unknown): string => textIn(rule) || textIn(bodyIn(rule)['when'])

/** The conditions inside one. */
export function childrenOf(rule: unknown): readonly unknown[] {
  const { all, any, not } = bodyIn(rule)
  return not === undefined ? (Array.isArray(all ?? any) ? ((all ?? any) as unknown[]) : []) : [not]
}

const forms: ReadonlySet<string> = new Set(['when', 'all', 'any', 'not', 'table'])
const emptyTable = { inputs: [''], rows: [{ when: '' }] }

/** The same condition written another way: what can be kept of it is kept, its words and its exception as well. */
export function as(kind: Kind, rule: unknown): unknown {
  const body = bodyIn(rule)
  const named = Object.fromEntries(Object.entries(body).filter(([key]) => !forms.has(key)))
  const inner = childrenOf(rule)
  const children = inner.length > 0 ? inner : [testOf(rule)]
  const made: Body = {
    test: { when: textIn(children[0]) || testOf(children[0]) },
    all: { all: children },
    any: { any: children },
    not: { not: children[0] },
    table: { table: body['table'] ?? emptyTable },
    always: { when: true },
    never: { when: false },
  }[kind]
  const isBare = Object.keys(named).length === 0
  return isBare && made['when'] !== undefined ? made['when'] : { ...named, ...made }
}

/** A condition with its test, its children or what stands beside it changed; a bare text stays one. */
export function changed(rule: unknown, patch: Body): unknown {
  const body: Body = typeof rule === 'object' && rule !== null ? bodyIn(rule) : { when: rule }
  const next = Object.fromEntries(
    Object.entries({ ...body, ...patch }).filter(([, one]) => one !== undefined),
  )
  return Object.keys(next).join() === 'when' ? next['when'] : next
}
