import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Field, Material } from '#definitions/city/schemas.ts'
import { complain } from '#definitions/complaint.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { itemKind, themeKind } from '../definition.ts'
import { toldOf } from '../themes-broken.ts'
import { misreadRules } from './rule-checks.ts'
import { usersEver } from './word-uses.ts'

/**
 * What a new version of a field or material would break in the items and themes that use it. Cases run under old versions of both
 * while fields and materials are as they are now, so every version that there ever was is asked.
 */
export function fieldBroken(field: Field, all: Definitions): Complaint[] {
  const before = all.find(fieldKind, field.id, (field.version ?? 1) - 1)
  const codes = codesTaken(field, all)
  if (!before) return codes
  const users = usersEver(all, 'field', field.id)
  if (users.length === 0) return codes
  const changed = [
    ...codes,
    ...typeChanged(field, before, users),
    ...namesLost(field, before, all),
    ...choicesLost(field, before, users, all),
  ]
  return changed.length > 0 ? changed : rulesBroken(users, all)
}

/** A material that is written from answers has no file, and one that is uploaded has no text to sign: items rely on which it is. */
export function materialBroken(material: Material, all: Definitions): Complaint[] {
  const before = all.find(materialKind, material.id, (material.version ?? 1) - 1)
  if (!before || (before.source === 'generated') === (material.source === 'generated')) return []
  const users = usersEver(all, 'material', material.id)
  if (users.length === 0) return []
  return [
    complain(
      'source-in-use',
      ['source'],
      before.source,
      [
        `${namesOf(users).zh}在用，不能改成或改掉“由填写内容生成”`,
        `Used by ${namesOf(users).en}: whether it is written from the answers cannot change`,
      ],
      ['另建一种材料，再请事项换用。', 'Write another material and let the items take that one.'],
    ),
  ]
}

export type Users = readonly { readonly id: string; readonly title: Bilingual }[]
const shownUsers = 3

/** The first of them by name, and how many more. */
export function namesOf(users: readonly Pick<Users[number], 'title'>[]): Bilingual {
  const shown = users.slice(0, shownUsers)
  const more = users.length - shown.length
  return {
    zh: `${shown.map(({ title }) => `“${title.zh}”`).join('、')}${more > 0 ? `等 ${users.length} 处` : ''}`,
    en: `${shown.map(({ title }) => title.en).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}

function typeChanged(field: Field, before: Field, users: Users): Complaint[] {
  if (field.type === before.type) return []
  return [
    complain(
      'type-in-use',
      ['type'],
      before.type,
      [`${namesOf(users).zh}在用，类型不能改`, `Used by ${namesOf(users).en}: its type cannot change`],
      ['另建一个字段，再请事项换用。', 'Write another field and let the items take that one.'],
    ),
  ]
}

/** Names by which rules know the field: its own, and those of what follows from its choices. */
const namesIn = (field: Field): string[] => [
  field.title.zh,
  ...(field.derives ?? []).map(({ title }) => title.zh),
]

/** A name that some rule says may not go: the rule would not be understood any more. */
function namesLost(field: Field, before: Field, all: Definitions): Complaint[] {
  const now = namesIn(field)
  const lost = namesIn(before).filter((name) => !now.includes(name))
  return lost.flatMap((name) => {
    const users = sayersEver(all, (said) => said.includes(name))
    if (users.length === 0) return []
    return [
      complain(
        'name-in-rules',
        name === before.title.zh ? ['title', 'zh'] : ['derives'],
        name,
        [`规则里用到“${name}”：${namesOf(users).zh}`, `Rules use the name ${name}: ${namesOf(users).en}`],
        [
          '保留这个名称；要改页面上的说法，改“页面上怎么问”。',
          'Keep the name; what the page asks may be changed instead.',
        ],
      ),
    ]
  })
}

/** Items and themes, in any version, that say something outside of words for people: rules are such texts. Each once. */
export function sayersEver(all: Definitions, says: (text: string) => boolean): Users {
  const users = [...all.versions(itemKind), ...all.versions(themeKind)].filter((one) =>
    saysOutsideOfWords(one, says),
  )
  return [...new Map(users.map((user) => [user.id, user])).values()]
}

function saysOutsideOfWords(value: unknown, says: (text: string) => boolean): boolean {
  if (typeof value === 'string') return says(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, one]) => key !== 'zh' && key !== 'en' && saysOutsideOfWords(one, says),
  )
}

/** Choices that answers may hold already. */
function choicesLost(field: Field, before: Field, users: Users, all: Definitions): Complaint[] {
  if (field.choices === before.choices && field.choicesOf === before.choicesOf) return []
  const offered = (one: Field) =>
    one.choices === undefined
      ? undefined
      : all.find(choiceListKind, one.choices)?.choices.map(({ value }) => value)
  const now = offered(field)
  const then = offered(before)
  if (now && then?.every((value) => now.includes(value))) return []
  return [
    complain(
      'choices-in-use',
      [field.choices === undefined ? 'choicesOf' : 'choices'],
      before.choices ?? before.choicesOf ?? '',
      [
        `${namesOf(users).zh}在用，新的选项要包含原来的每一个`,
        `Used by ${namesOf(users).en}: new choices must hold every one of the old`,
      ],
      [
        '选用包含原有选项的清单，或另建一个字段。',
        'Take a list that holds the old choices, or write another field.',
      ],
    ),
  ]
}

/** What follows from choices is known to rules by its code, in every item that asks the field. */
function codesTaken(field: Field, all: Definitions): Complaint[] {
  const taken = new Map(
    all
      .list(fieldKind)
      .filter(({ id }) => id !== field.id)
      .flatMap((one) => [[one.id, one] as const, ...(one.derives ?? []).map(({ id }) => [id, one] as const)]),
  )
  return (field.derives ?? []).flatMap(({ id }, i) => {
    const by = taken.get(id)
    if (!by) return []
    return [
      complain(
        'code-taken',
        ['derives', i, 'id'],
        by.id,
        [`“${by.title.zh}”已用这个代号`, `${by.title.en} has this code already`],
        ['换一个代号。', 'Choose another code.'],
      ),
    ]
  })
}

/** Rules of the themes that ask it, or whose items do, that would not be understood any more. */
export function rulesBroken(users: Users, all: Definitions): Complaint[] {
  const asking = new Set(users.map(({ id }) => id))
  return all
    .list(themeKind)
    .filter(
      (theme) => asking.has(theme.id) || Object.values(theme.items).some(({ item }) => asking.has(item)),
    )
    .flatMap((theme) => {
      const held = Object.values(theme.items).map(({ item }) => all.find(itemKind, item))
      return misreadRules(theme, held, all).map(({ complaint }) => toldOf(theme, complaint, []))
    })
}
