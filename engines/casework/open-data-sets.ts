import {
  calendarKind,
  choiceListKind,
  departmentKind,
  districtKind,
  fieldKind,
  industryKind,
  materialKind,
} from '#definitions/city/kinds.ts'
import type { DefinitionKind, Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { districtItemKind, itemKind, themeKind } from './definition.ts'
import { everydayWordKind } from './everyday-words.ts'
import { itemAs } from './item-as.ts'
import { departmentNamed, districtNamed } from './names.ts'

/** Everything that the catalogue holds, as sets that anybody may download. A set is a kind of definition as it is published, or what follows from one. */

export interface DataSet {
  readonly id: string
  readonly title: Bilingual
  readonly description: Bilingual
  /** the kind whose published definitions these are, word for word */
  readonly kind?: string
  readonly rows: (definitions: Definitions) => readonly object[]
}

const ofKind = <T extends object>(
  id: string,
  kind: DefinitionKind<T>,
  title: Bilingual,
  description: Bilingual,
  more: (one: T, all: Definitions) => object = () => ({}),
): DataSet => ({
  id,
  title,
  description,
  kind: kind.name,
  rows: (all) => all.list(kind).map((one) => ({ ...one, ...more(one, all) })),
})

const withOffice = (one: { department: string }, all: Definitions) => ({
  departmentName: departmentNamed(all, one.department).title,
})

/** Kinds in which the catalogue is written: each is a set. */
const written: readonly DataSet[] = [
  ofKind(
    'items',
    itemKind,
    { zh: '政务服务事项', en: 'Service items' },
    { zh: '每个事项的完整实施清单。', en: 'The whole implementation list of every item.' },
    withOffice,
  ),
  ofKind(
    'district-items',
    districtItemKind,
    { zh: '区级事项版本', en: 'Districts’ versions of items' },
    {
      zh: '各区对市级事项的承诺时限、免交材料和办理地点。',
      en: 'Where districts promise sooner, want fewer materials, and where they are.',
    },
    (one, all) => ({ ...withOffice(one, all), districtName: districtNamed(all, one.district).title }),
  ),
  ofKind(
    'themes',
    themeKind,
    { zh: '一件事主题', en: 'Themes' },
    { zh: '一次办的主题：页面、事项和先后关系。', en: 'Matters filed once: pages, items and their order.' },
    withOffice,
  ),
  ofKind(
    'fields',
    fieldKind,
    { zh: '表单字段', en: 'Form fields' },
    { zh: '事项要填写的内容和各自的约束。', en: 'What items ask, and what an answer must be.' },
  ),
  ofKind(
    'choices',
    choiceListKind,
    { zh: '选项清单', en: 'Lists of choices' },
    { zh: '字段可选的值和含义。', en: 'Values that fields offer, and what they mean.' },
  ),
  ofKind(
    'materials',
    materialKind,
    { zh: '申请材料', en: 'Materials' },
    { zh: '材料的名称、来源和要求。', en: 'Materials with their source and demands.' },
  ),
  ofKind(
    'departments',
    departmentKind,
    { zh: '部门', en: 'Departments' },
    { zh: '实施机关和它们的名称。', en: 'The authorities and their names.' },
  ),
  ofKind(
    'districts',
    districtKind,
    { zh: '行政区', en: 'Districts' },
    { zh: '行政区划和代码，含旧代码。', en: 'Districts with their codes, former ones among them.' },
  ),
  ofKind(
    'industries',
    industryKind,
    { zh: '行业分类', en: 'Industries' },
    { zh: '国民经济行业分类。', en: 'The national classification of industries.' },
  ),
  ofKind(
    'calendars',
    calendarKind,
    { zh: '工作日历', en: 'Calendars' },
    {
      zh: '每年的放假和调休，时限由此计算。',
      en: 'Days off and made up of each year; limits are counted by them.',
    },
  ),
  ofKind(
    'everyday-words',
    everydayWordKind,
    { zh: '日常用语', en: 'Everyday words' },
    { zh: '搜索时日常说法对应的事项。', en: 'What people call things, and what it leads to.' },
  ),
]

/** What follows from items, one row each, so that nobody has to take lists apart. */
const derived: readonly DataSet[] = [
  {
    id: 'time-limits',
    title: { zh: '办理时限', en: 'Time limits' },
    description: {
      zh: '每个事项的法定、承诺和受理时限及依据。',
      en: 'Statutory, promised and acceptance limits of every item with their basis.',
    },
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, limits: { statutory, promised, applyWithin }, acceptance }) =>
        [
          {
            kind: 'statutory',
            limit: statutory.limit,
            basis: statutory.basis,
            extension: statutory.extension,
          },
          { kind: 'promised', limit: promised.limit, basis: promised.basis, confidence: promised.confidence },
          { kind: 'acceptance', limit: acceptance?.limit, basis: acceptance?.basis },
          { kind: 'apply-within', limit: applyWithin?.limit, basis: applyWithin?.basis },
        ]
          .filter(({ limit }) => limit !== undefined)
          .map((row) => ({ item: id, title, ...row })),
      ),
  },
  {
    id: 'formats',
    title: { zh: '一类一策', en: 'Business formats' },
    description: {
      zh: '事项按业态的不同：判断条件、材料、填写内容、环节和承诺时限。',
      en: 'How items differ by business format: condition, materials, questions, steps and promise.',
    },
    rows: (all) =>
      all.list(itemKind).flatMap((item) =>
        (item.variants ?? []).map((variant) => {
          const { fields, materials, stages, limits, acceptConditions } = itemAs(item, { variant })
          return {
            item: item.id,
            itemTitle: item.title,
            format: variant.id,
            title: variant.title,
            when: variant.when,
            fields,
            materials,
            steps: stages.map(({ id }) => id),
            promised: limits.promised,
            acceptConditions,
            basis: variant.basis,
            confidence: variant.confidence,
          }
        }),
      ),
  },
  {
    id: 'fast-tracks',
    title: { zh: '快速通道', en: 'Fast tracks' },
    description: {
      zh: '信用好的企业可以走的快速通道：条件和便利。',
      en: 'What trusted enterprises get: on which condition, and what.',
    },
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, fastTracks = [] }) =>
        fastTracks.map(({ id: track, title: trackTitle, ...rest }) => ({
          item: id,
          itemTitle: title,
          track,
          title: trackTitle,
          ...rest,
        })),
      ),
  },
  {
    id: 'fees',
    title: { zh: '收费标准', en: 'Fees' },
    description: {
      zh: '哪些事项收费、怎样计算、缴给谁。',
      en: 'Which items cost something, how it is reckoned, and whom it is for.',
    },
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, department, charges = [], implementation }) => [
        ...charges.map((charge) => ({
          item: id,
          itemTitle: title,
          ...charge,
          payee: charge.payee ?? department,
        })),
        ...(implementation?.fees ?? []).map((fee) => ({
          item: id,
          itemTitle: title,
          payee: department,
          ...fee,
        })),
      ]),
  },
  {
    id: 'deviations',
    title: { zh: '本地做法与规定的差异', en: 'Local deviations' },
    description: {
      zh: '本市的做法和法律条文或全国清单不同的地方。',
      en: 'Where practice here departs from the law’s text or the national list.',
    },
    rows: (all) =>
      all
        .list(itemKind)
        .flatMap(({ id, title, deviations }) =>
          deviations.map((text) => ({ item: id, title, deviation: text })),
        ),
  },
  {
    id: 'grounds',
    title: { zh: '不予办理的法定理由', en: 'Grounds for refusal' },
    description: {
      zh: '有封闭清单的事项，只能以这些理由不予办理。',
      en: 'Items with a closed list may be refused on these grounds only.',
    },
    rows: (all) =>
      all
        .list(itemKind)
        .flatMap(({ id, title, refusalGrounds = [] }) =>
          refusalGrounds.map((ground) => ({ item: id, itemTitle: title, ...ground })),
        ),
  },
]

export const dataSets: readonly DataSet[] = [...written, ...derived]

/** Kinds of definition that are no part of the catalogue, and where the public reads them, if anywhere. */
export const notOfTheCatalogue: Readonly<Record<string, string>> = {
  city: 'GET /api/city-words',
  fact: 'docs/reference/fact-dictionary.md',
  role: 'who may do what inside the administration',
  measure: 'the plan’s board',
  repeal: 'the end of another definition; what is repealed is no longer in its set',
}
