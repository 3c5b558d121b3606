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
import { itemKind, themeKind } from './definition.ts'
import { everydayWordKind } from './everyday-words.ts'
import { departmentNamed } from './names.ts'

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
