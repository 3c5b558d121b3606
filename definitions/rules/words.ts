/** Words of the language itself: no fact may carry such a name. */

export const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'in',
  'if',
  'then',
  'else',
  'between',
  'true',
  'false',
])

/** Every function of the profile with the names it may be called by. */
export const functionNames = {
  not: ['not', '非'],
  min: ['min', '最小'],
  max: ['max', '最大'],
  sum: ['sum', '合计'],
  count: ['count', '个数'],
  absolute: ['abs', '绝对值'],
  floor: ['floor', '向下取整'],
  ceiling: ['ceiling', '向上取整'],
  'round-half-up': ['round half up', '四舍五入'],
  'round-down': ['round down', '舍去'],
  'round-up': ['round up', '进一'],
  today: ['today'],
  'year-of': ['yearOf', '年份'],
  'days-between': ['daysBetween', '天数'],
  'months-between': ['monthsBetween', 'years and months duration', '月数'],
  'years-between': ['yearsBetween', '年数'],
  'only-if': ['onlyIf', '仅当'],
  'size-class': ['sizeClass', '企业规模划型'],
} as const satisfies Record<string, readonly string[]>

export type FunctionName = keyof typeof functionNames

const byName = new Map<string, FunctionName>(
  Object.entries(functionNames).flatMap(([id, names]) =>
    names.map((name) => [name, id as FunctionName] as const),
  ),
)

export const functionNamed = (name: string): FunctionName | undefined => byName.get(name)
export const allFunctionNames = [...byName.keys()]

/** Names with a fixed meaning: the day of the question, and the year a yearly derived fact is computed for. */
export const todayWord = '今天'
export const yearOfFactWord = '所属年'

export const reservedNames: ReadonlySet<string> = new Set([
  ...keywords,
  ...allFunctionNames,
  todayWord,
  yearOfFactWord,
  '是',
  '否',
  'date',
  'time',
  'duration',
  'function',
  'for',
  'return',
  'some',
  'every',
  'satisfies',
  'null',
  'instance',
  'of',
  'external',
])
