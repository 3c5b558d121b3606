import { Fact } from '#definitions/facts/fact.ts'
import { compileDictionary } from '#definitions/rules/dictionary.ts'
import { testFacts } from '#definitions/rules/fixtures.ts'

const base = { group: 'test', source: 'tax', legalClass: 'open' }

/** Facts derived from lists in every shape a rule may write: beside facts, beside other lists, by year, by day, and what has no answer. */
const overLists = [
  {
    id: 'f.recent',
    zh: '近期招用',
    en: 'Recent hires',
    type: 'integer',
    unit: '人',
    derived: '个数(招用[已参保 and 月数 >= 3个月])',
  },
  {
    id: 'f.hasLarge',
    zh: '有大额',
    en: 'Has a large one',
    type: 'boolean',
    derived: '个数(清单[数额 > 金额二]) > 0',
  },
  {
    id: 'f.mean',
    zh: '平均数额',
    en: 'Mean sum',
    type: 'money',
    signed: true,
    derived: '合计(清单.数额) / 个数(清单)',
  },
  {
    id: 'f.least',
    zh: '甲组最少月数',
    en: 'Least months',
    type: 'integer',
    unit: '个月',
    derived: '最小(招用[组别 = "甲组"].月数)',
  },
  {
    id: 'f.biggest',
    zh: '二类最大数额',
    en: 'Largest of the second kind',
    type: 'money',
    signed: true,
    derived: '最大(清单[种类 = "二类"].数额)',
  },
  {
    id: 'f.ofYear',
    zh: '当年数额',
    en: 'Sum of the year',
    type: 'money',
    signed: true,
    period: 'year',
    derived: '合计(清单[年份(日子) = 所属年].数额)',
  },
  {
    id: 'f.shares',
    zh: '两人份额',
    en: 'Share of two',
    type: 'ratio',
    derived: '仅当(合计(招用.份额), 个数(招用) = 2)',
  },
  {
    id: 'f.nested',
    zh: '不低于一类合计的个数',
    en: 'As large as the ones together',
    type: 'integer',
    derived: '个数(清单[数额 >= 一类数额])',
  },
  {
    id: 'f.within',
    zh: '一年内个数',
    en: 'Within a year',
    type: 'integer',
    derived: '个数(清单[日子 > 今天 - 1年 and 日子 <= 今天])',
  },
  {
    id: 'f.earliest',
    zh: '最早日子',
    en: 'Earliest',
    type: 'date',
    derived: '最小(清单[not(种类 = "一类")].日子)',
  },
  {
    id: 'f.units',
    zh: '未参保规模数',
    en: 'Units without insurance',
    type: 'number',
    signed: true,
    derived: '合计(招用[not(已参保)].规模数)',
  },
]

const sizes = [
  { code: 'large', zh: '大型', en: 'Large' },
  { code: 'medium', zh: '中型', en: 'Medium' },
  { code: 'small', zh: '小型', en: 'Small' },
  { code: 'micro', zh: '微型', en: 'Micro' },
]

const written = [
  {
    id: 't.hires',
    zh: '招用',
    en: 'Hires of the fuzz',
    type: 'list',
    fields: [
      {
        id: 'group',
        zh: '组别',
        en: 'Group',
        type: 'code',
        values: [
          { code: 'a', zh: '甲组', en: 'A' },
          { code: 'b', zh: '乙组', en: 'B' },
        ],
      },
      { id: 'months', zh: '月数', en: 'Months', type: 'integer', unit: '个月' },
      { id: 'share', zh: '份额', en: 'Share', type: 'ratio' },
      { id: 'units', zh: '规模数', en: 'Units', type: 'number', signed: true },
      { id: 'insured', zh: '已参保', en: 'Insured', type: 'boolean' },
    ],
  },
  { id: 'ent.industry', zh: '行业代码', en: 'Industry', type: 'text', format: 'industry' },
  { id: 'ent.staff', zh: '划型人数', en: 'Staff of the size class', type: 'integer', unit: '人' },
  { id: 'ent.revenue', zh: '划型收入', en: 'Revenue of the size class', type: 'money', display: '万元' },
  { id: 'ent.assets', zh: '划型资产', en: 'Assets of the size class', type: 'money', display: '万元' },
  {
    id: 'ent.sizeClass',
    zh: '企业规模',
    en: 'Size class',
    type: 'code',
    values: sizes,
    derived: '企业规模划型(行业代码, 划型人数, 划型收入, 划型资产)',
  },
  ...overLists,
]

const facts = [...testFacts, ...written.map((fact) => Fact.parse({ ...base, ...fact }))]
const { dictionary: compiled, complaints } = compileDictionary(facts)
if (complaints.length > 0) throw new Error(complaints.map(({ message }) => message.zh).join('\n'))

/** The dictionary of the language's tests, with lists, what is derived from them, and the size class. */
export const dictionary = compiled
export const listFacts = facts.filter(({ type }) => type === 'list')
/** What the fuzz asks about a list, by identifier; yearly ones are asked for each year a rule can name. */
export const derivedFromLists = facts.filter(({ derived }) => derived && /个数|合计|最大|最小/.test(derived))
