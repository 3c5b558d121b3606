import type { Field } from '#definitions/city/schemas.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Item } from './item.ts'
import { fieldsEver } from './item-as.ts'
import type { Theme } from './theme.ts'

type Path = Complaint['path']

/**
 * The graph leads somewhere and never back; every input of an item is fed by one that comes before; every field is
 * asked exactly once, and none for nothing.
 */
export function themeComplaints(theme: Theme, items: readonly Item[], fields: readonly Field[]): Complaint[] {
  const itemsById = new Map(items.map((item) => [item.id, item]))
  const itemOf = (node: string) => itemsById.get(theme.items[node]?.item ?? '')
  const unknown = unknownNodes(theme)
  if (unknown.length > 0) return unknown
  const cycle = cycleOf(theme)
  if (cycle !== undefined) return [say('cyclic-graph', ['items', cycle, 'after'], cycle)]
  return [
    ...feedComplaintsOf(theme, items),
    ...askingComplaints(theme, itemOf, fields),
    ...surveyComplaints(theme, fields),
  ]
}

/** One question offers the half-days of the theme's survey; without a survey there is nothing to offer. */
function surveyComplaints(theme: Theme, fields: readonly Field[]): Complaint[] {
  const slots = new Set(fields.filter(({ type }) => type === 'slot').map(({ id }) => id))
  const asked = theme.pages.flatMap(({ fields: ids }, i) =>
    ids.flatMap((id, j) => (slots.has(id) ? [{ id, path: ['pages', i, 'fields', j] }] : [])),
  )
  const [first, ...more] = asked
  if (theme.survey === undefined) return first ? [say('slot-without-survey', first.path, first.id)] : []
  if (!first) return [say('survey-without-slot', ['survey'], theme.survey)]
  return more.map(({ id, path }) => say('second-slot', path, id))
}

function unknownNodes(theme: Theme): Complaint[] {
  return Object.entries(theme.items).flatMap(([node, { after = [] }]) =>
    after.flatMap((before, i) =>
      Object.hasOwn(theme.items, before) ? [] : [say('unknown-node', ['items', node, 'after', i], before)],
    ),
  )
}

/** A node on a circle, if there is one. */
function cycleOf(theme: Theme): string | undefined {
  return Object.keys(theme.items).find((node) => ancestors(theme, node).has(node))
}

function ancestors(theme: Theme, node: string): Set<string> {
  const found = new Set<string>()
  const open = [...(theme.items[node]?.after ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(theme.items[next]?.after ?? []))
  }
  return found
}

type ItemOf = (node: string) => Item | undefined

/** Inputs that nothing feeds and outputs that are gone, over all items of a theme. */
export function feedComplaintsOf(theme: Theme, items: readonly Item[]): Complaint[] {
  const itemOf: ItemOf = (node) => items.find(({ id }) => id === theme.items[node]?.item)
  return Object.keys(theme.items).flatMap((node) => feedComplaints(theme, node, itemOf))
}

function feedComplaints(theme: Theme, node: string, itemOf: ItemOf): Complaint[] {
  const inputs = itemOf(node)?.inputs ?? []
  const feeds = theme.items[node]?.feeds ?? {}
  const before = ancestors(theme, node)
  const unfed = inputs
    .filter(({ id }) => !Object.hasOwn(feeds, id))
    .map(({ id }) => say('input-unfed', ['items', node], id))
  const wrong = Object.entries(feeds).flatMap(([input, source]) => {
    const path = ['items', node, 'feeds', input]
    const [from = '', output = ''] = source.split('.')
    if (!inputs.some(({ id }) => id === input)) return [say('unknown-input', path, input)]
    if (!before.has(from)) return [say('feed-not-before', path, from)]
    const exists = itemOf(from)?.outputs.some(({ id }) => id === output)
    return exists ? [] : [say('unknown-output', path, source)]
  })
  return [...unfed, ...wrong]
}

function askingComplaints(theme: Theme, itemOf: ItemOf, fields: readonly Field[]): Complaint[] {
  const known = new Set(
    fields.filter((field) => field.fromAccount !== undefined || field.asked === false).map(({ id }) => id),
  )
  const asked = new Set<string>()
  const needed = new Set(theme.routing)
  const found: Complaint[] = []
  theme.pages.forEach((page, i) => {
    page.fields.forEach((field, j) => {
      const path = ['pages', i, 'fields', j]
      if (asked.has(field)) found.push(say('asked-twice', path, field))
      if (known.has(field)) found.push(say('asked-though-known', path, field))
      asked.add(field)
    })
  })
  for (const node of Object.keys(theme.items)) {
    const item = itemOf(node)
    for (const field of item ? fieldsEver(item) : []) {
      needed.add(field)
      if (!asked.has(field) && !known.has(field)) found.push(say('never-asked', ['items', node], field))
    }
  }
  theme.pages.forEach((page, i) => {
    page.fields.forEach((field, j) => {
      if (!needed.has(field)) found.push(say('asked-for-nothing', ['pages', i, 'fields', j], field))
    })
  })
  return found
}

const words = {
  'unknown-node': [
    { zh: '前置事项不在本主题中', en: 'The item to wait for is not part of the theme' },
    { zh: '检查拼写。', en: 'Check the spelling.' },
  ],
  'cyclic-graph': [
    { zh: '事项的先后顺序绕成了圈', en: 'The items wait for one another in a circle' },
    { zh: '去掉一个前置关系。', en: 'Remove one of the dependencies.' },
  ],
  'input-unfed': [
    { zh: '事项需要的信息没有来源', en: 'An item needs something that nothing gives it' },
    { zh: '在 feeds 中写明来自哪个事项。', en: 'Name the source under feeds.' },
  ],
  'unknown-input': [
    { zh: '事项没有声明这个输入', en: 'The item declares no such input' },
    { zh: '检查拼写，或在事项中声明。', en: 'Check the spelling or declare it in the item.' },
  ],
  'feed-not-before': [
    { zh: '信息来自后面才办的事项', en: 'The source does not come before the item' },
    { zh: '在 after 中写上来源事项。', en: 'Put the source under after.' },
  ],
  'unknown-output': [
    { zh: '来源事项不产生这项结果', en: 'The source gives no such output' },
    { zh: '检查拼写，或在来源事项中声明。', en: 'Check the spelling or declare it in the source.' },
  ],
  'asked-twice': [
    { zh: '同一个问题问了两次', en: 'The same field is asked twice' },
    { zh: '只在一页上问。', en: 'Ask it on one page only.' },
  ],
  'asked-though-known': [
    { zh: '登录账号已有的信息不应再问', en: 'The account already tells this; it must not be asked' },
    { zh: '从页面上去掉。', en: 'Take it off the page.' },
  ],
  'never-asked': [
    { zh: '事项需要的字段没有在任何一页问到', en: 'An item needs a field that no page asks' },
    {
      zh: '加到一页上，或改由账号、其他事项提供。',
      en: 'Put it on a page, or take it from the account or another item.',
    },
  ],
  'asked-for-nothing': [
    { zh: '问了，但没有事项用到', en: 'The field is asked but no item uses it' },
    {
      zh: '去掉；如用于判断办理范围，写进 routing。',
      en: 'Remove it, or list it under routing if it decides the path.',
    },
  ],
  'slot-without-survey': [
    {
      zh: '问了踏勘时段，但主题没有写明是哪一种联合踏勘',
      en: 'A half-day is asked for, but the theme names no joint survey',
    },
    { zh: '在 survey 中写明。', en: 'Name it under survey.' },
  ],
  'survey-without-slot': [
    {
      zh: '主题有联合踏勘，但没有一页问时段',
      en: 'The theme has a joint survey, but no page asks for its half-day',
    },
    { zh: '在一页上加踏勘时段字段。', en: 'Put a field of type slot on a page.' },
  ],
  'second-slot': [
    { zh: '联合踏勘的时段只问一次', en: 'The half-day of the joint survey is asked once' },
    { zh: '去掉多余的字段。', en: 'Remove the other field.' },
  ],
} as const satisfies Record<string, readonly [message: Bilingual, remedy: Bilingual]>

function say(code: keyof typeof words, path: Path, about: string): Complaint {
  const [message, remedy] = words[code]
  return {
    code,
    path,
    expected: about,
    message: { zh: `${message.zh}：${about}`, en: `${message.en}: ${about}` },
    remedy,
  }
}
