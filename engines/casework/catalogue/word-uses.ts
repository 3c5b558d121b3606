import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import { referencesIn } from '#definitions/city/references.ts'
import type { Field } from '#definitions/city/schemas.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { itemKind, themeKind } from '../definition.ts'
import { Theme } from '../filing/theme.ts'
import { Item } from './item.ts'
import type { WordKind } from './word-kinds.ts'
import type { WordRow } from './word-row.ts'

/** Who uses which field, list of choices and material. */

interface User {
  readonly kind: 'field' | 'item' | 'theme'
  readonly id: string
  readonly title: Bilingual
}
type Uses = ReadonlyMap<string, readonly User[]>

const referred = new WeakMap<object, readonly string[]>()

/** `field id` and `material id`, for everything that an item or a theme refers to. */
function wordsOf(schema: typeof Item | typeof Theme, definition: object): readonly string[] {
  const known = referred.get(definition)
  if (known) return known
  const found = referencesIn(schema, definition)
    .filter(({ kind }) => kind === 'field' || kind === 'material')
    .map(({ kind, id }) => `${kind} ${id}`)
  const once = [...new Set(found)]
  referred.set(definition, once)
  return once
}

/** What uses a word, by `kind id`: in force, or in any version under which a case may still run. */
function usesIn(all: Definitions, which: 'in force' | 'ever'): Uses {
  const items = which === 'ever' ? all.versions(itemKind) : all.list(itemKind)
  const themes = which === 'ever' ? all.versions(themeKind) : all.list(themeKind)
  const uses = new Map<string, User[]>()
  const note = (user: User, words: readonly string[]) => {
    for (const word of words) uses.set(word, [...(uses.get(word) ?? []), user])
  }
  for (const item of items) note({ kind: 'item', id: item.id, title: item.title }, wordsOf(Item, item))
  for (const theme of themes) note({ kind: 'theme', id: theme.id, title: theme.title }, wordsOf(Theme, theme))
  return uses
}

const once = (users: readonly User[]): User[] => [
  ...new Map(users.map((user) => [`${user.kind} ${user.id}`, user])).values(),
]

/** The fields that offer a list's choices. A case follows its fields as they are now: what one offered before does not count. */
export const fieldsOf = (all: Definitions, list: string): readonly Field[] =>
  all.list(fieldKind).filter(({ choices }) => choices === list)

/** Items and themes that refer to a word in any of their versions, each once; to a list of choices through its fields. */
export function usersEver(all: Definitions, kind: WordKind, id: string): User[] {
  const uses = usesIn(all, 'ever')
  const words =
    kind === 'choice-list' ? fieldsOf(all, id).map((field) => `field ${field.id}`) : [`${kind} ${id}`]
  return once(words.flatMap((word) => uses.get(word) ?? []))
}

interface Filter {
  readonly kind?: WordKind | undefined
  readonly search?: string | undefined
}

/** Fields, then lists of choices, then materials, each with its users in force. */
export function wordRows(all: Definitions, { kind, search = '' }: Filter): WordRow[] {
  const uses = usesIn(all, 'in force')
  const users = (kind: WordKind, id: string) => uses.get(`${kind} ${id}`) ?? []
  const row = (
    kind: WordKind,
    one: { id: string; title: Bilingual; version?: number | undefined },
    usedBy: readonly User[] = users(kind, one.id),
  ) => ({ kind, id: one.id, title: one.title, version: one.version ?? 1, usedBy: [...usedBy] })
  const throughFields = (list: string): User[] => {
    const fields = fieldsOf(all, list)
    return once([
      ...fields.map(({ id, title }): User => ({ kind: 'field', id, title })),
      ...fields.flatMap(({ id }) => users('field', id)),
    ])
  }
  const typed = search.trim().toLowerCase()
  return [
    ...all.list(fieldKind).map((field): WordRow => ({ ...row('field', field), of: field.type })),
    ...all.list(choiceListKind).map(
      (list): WordRow => ({
        ...row('choice-list', list, throughFields(list.id)),
        choices: list.choices.length,
      }),
    ),
    ...all
      .list(materialKind)
      .map((material): WordRow => ({ ...row('material', material), of: material.source })),
  ].filter(
    (one) =>
      (kind === undefined || one.kind === kind) &&
      (one.title.zh.includes(typed) || one.title.en.toLowerCase().includes(typed)),
  )
}

const keyOf = ({ kind, id }: Pick<WordRow, 'kind' | 'id'>): string => `${kind} ${id}`

/** The rows after one of them; a row that is gone begins the list anew. */
export function wordPage(
  all: Definitions,
  { after, limit, ...filter }: Filter & { after?: string | undefined; limit: number },
): { items: WordRow[]; next?: string | undefined } {
  const rows = wordRows(all, filter)
  const from = rows.findIndex((row) => keyOf(row) === after) + 1
  const items = rows.slice(from, from + limit)
  const last = items.at(-1)
  return { items, next: last && from + limit < rows.length ? keyOf(last) : undefined }
}
