import {
  choiceListKind,
  departmentKind,
  districtKind,
  fieldKind,
  industryKind,
  materialKind,
} from '#definitions/city/kinds.ts'
import type { ChoiceList, Field, Material } from '#definitions/city/schemas.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { DistrictItem } from '../catalogue/district-item.ts'
import type { Item, NameRules } from '../catalogue/item.ts'
import { fieldsEver, itemAs, materialsEver, stagesEver, type Terms } from '../catalogue/item-as.ts'
import type { Stage } from '../catalogue/item-stage.ts'
import { pagesNow } from './plan-pages.ts'
import type { Theme, ThemeNode } from './theme.ts'

/** One choice of a field, wherever the city keeps it. */
export interface Choice {
  readonly value: string
  readonly title: Bilingual
  readonly hint?: Bilingual | undefined
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}

export interface PlanField extends Omit<Field, 'choices'> {
  readonly choices: readonly Choice[]
}

export interface PlanNode extends ThemeNode {
  readonly id: string
  /** the item as it is done here; of a draft, whose terms are not fixed, as it is published */
  readonly definition: Item
  /** the item as it is published, with all the terms it knows */
  readonly base: Item
  /** on what terms it is done */
  readonly terms: Terms
  /** the districts' own versions there are; none once the terms are fixed */
  readonly locals: readonly DistrictItem[]
}

/** A theme with everything it refers to: what one case needs to know, of the versions it was opened under. */
export interface CasePlan {
  readonly theme: Theme
  readonly nodes: readonly PlanNode[]
  readonly fields: ReadonlyMap<string, PlanField>
  readonly materials: ReadonlyMap<string, Material>
  readonly nameRules?: NameRules | undefined
  /** the field whose answer is the name, where no rules make it */
  readonly namedBy?: string | undefined
  /** fields that some business format adds or leaves out: asked only where the format at hand wants them */
  readonly varied: ReadonlySet<string>
}

const noLocals = (): readonly DistrictItem[] => []

/** Puts a theme and its items together, with the districts' versions of each. Throws where one of them refers to nothing. */
export function makePlan(
  all: Definitions,
  written: Theme,
  items: readonly Item[],
  localsOf: (item: string) => readonly DistrictItem[] = noLocals,
): CasePlan {
  const pages = pagesNow(written, items, (id) => all.find(fieldKind, id))
  const theme = pages === written.pages ? written : { ...written, pages }
  const nodes = Object.entries(theme.items).flatMap(([id, node], i) => {
    const definition = items[i]
    if (!definition) return []
    const base = node.title ? { ...definition, title: node.title } : definition
    return [{ ...node, id, definition: base, base, terms: {}, locals: localsOf(definition.id) }]
  })
  nodes.sort((a, b) => depthOf(theme, a.id) - depthOf(theme, b.id) || (a.id < b.id ? -1 : 1))
  const wanted = new Set([
    ...theme.pages.flatMap((page) => page.fields),
    ...nodes.flatMap((node) => fieldsEver(node.base)),
  ])
  const materials = new Set(nodes.flatMap(({ base }) => materialsEver(base)))
  return {
    theme,
    nodes,
    fields: new Map([...wanted].map((id) => [id, planField(all, all.get(fieldKind, id))])),
    materials: new Map([...materials].map((id) => [id, all.get(materialKind, id)])),
    nameRules: nodes.find((node) => node.definition.nameRules)?.definition.nameRules,
    namedBy: nodes.find((node) => node.definition.namedBy)?.definition.namedBy,
    varied: new Set(nodes.flatMap(({ base }) => variedFields(base))),
  }
}

const variedFields = ({ variants = [] }: Item): string[] =>
  variants.flatMap(({ fields }) => [
    ...(fields?.add ?? []).map(({ field }) => field),
    ...(fields?.drop ?? []),
  ])

/** A node on terms that are fixed: its item as it is done, and nothing left to choose. */
export const nodeOn = (node: PlanNode, terms: Terms): PlanNode => ({
  ...node,
  definition: itemAs(node.base, terms),
  terms,
  locals: [],
})

/** How many items must come before; the record keeps no order of its own. The graph has no circle. */
const depthOf = (theme: Theme, node: string): number =>
  Math.max(0, ...(theme.items[node]?.after ?? []).map((before) => depthOf(theme, before) + 1))

function planField(all: Definitions, field: Field): PlanField {
  return { ...field, choices: choicesOf(all, field) }
}

function choicesOf(all: Definitions, field: Field): Choice[] {
  if (field.choices !== undefined) return listChoices(all.get(choiceListKind, field.choices))
  switch (field.choicesOf) {
    case 'district':
      return all
        .list(districtKind)
        .filter((district) => district.historical !== true && district.code.slice(4) !== '00')
        .map((district) => ({
          value: district.id,
          title: district.title,
          attributes: { code: district.code },
        }))
    case 'industry':
      return all.list(industryKind).map(({ code, title }) => ({ value: code, title, attributes: {} }))
    case 'department':
      return all.list(departmentKind).map(({ id, title }) => ({ value: id, title, attributes: {} }))
    case undefined:
      return []
  }
}

const listChoices = (list: ChoiceList): Choice[] =>
  list.choices.map(({ value, zh, en, hint, attributes }) => ({
    value,
    title: { zh, en },
    hint,
    attributes: attributes ?? {},
  }))

export const nodeOf = (plan: CasePlan, id: string): PlanNode => {
  const node = plan.nodes.find((one) => one.id === id)
  if (!node) throw new Error(`theme ${plan.theme.id} has no item ${id}`)
  return node
}

/** The definition of a stage named `node.stage`. */
export function stageOf(plan: CasePlan, id: string): { node: PlanNode; stage: Stage; index: number } {
  const dot = id.indexOf('.')
  const node = nodeOf(plan, id.slice(0, dot))
  const index = node.definition.stages.findIndex((stage) => stage.id === id.slice(dot + 1))
  const stage = node.definition.stages[index]
  if (!stage) throw new Error(`item ${node.definition.id} has no stage ${id}`)
  return { node, stage, index }
}

/** What a step is called, in whichever business format the item has it; its id where no version knows it. */
export function stageTitle(plan: CasePlan, id: string): Bilingual {
  const node = nodeOf(plan, id.slice(0, id.indexOf('.')))
  const named = stagesEver(node.base).find((stage) => `${node.id}.${stage.id}` === id)
  return named?.title ?? { zh: id, en: id }
}

export const choiceOf = (field: PlanField, value: string): Choice | undefined =>
  field.choices.find((choice) => choice.value === value)
