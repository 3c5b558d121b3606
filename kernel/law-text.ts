import { articleText } from './article.ts'
import { type Bilingual, bilingual } from './text.ts'

/** A place in a law as a definition cites it: the law by its Chinese short name, articles as `42` or `18, 19`, or as written. */
export interface LawPlace {
  readonly law: string
  readonly number?: string | undefined
  readonly article?: string | undefined
}

/** Laws with a settled English name. Only the Chinese text has force; a law that is not here keeps its Chinese name. */
const englishNames: ReadonlyMap<string, string> = new Map([
  ['行政许可法', 'the Administrative Licensing Law'],
  ['行政复议法', 'the Administrative Reconsideration Law'],
  ['公平竞争审查条例', 'the Fair Competition Review Regulations'],
  ['食品安全法', 'the Food Safety Law'],
  ['社会保险法', 'the Social Insurance Law'],
  ['环境影响评价法', 'the Environmental Impact Assessment Law'],
  ['消防法', 'the Fire Protection Law'],
  ['建筑法', 'the Construction Law'],
  ['邮政法', 'the Postal Law'],
  ['港口法', 'the Port Law'],
  ['特种设备安全法', 'the Special Equipment Safety Law'],
  ['企业所得税法', 'the Enterprise Income Tax Law'],
  ['印花税法', 'the Stamp Tax Law'],
])

const numbered = /^\d+(?:\s*,\s*\d+)*$/
/** A document is named by its number, such as 穗府办函〔2023〕37号: it is no title. */
const isNumber = (law: string) => law.endsWith('号')
const titled = (law: string) => (isNumber(law) ? law : `《${law}》`)

const listed = (numbers: readonly string[]): string =>
  numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`

const tables: ReadonlyMap<string, string> = new Map([
  ['附表', 'The schedule'],
  ['税目税率表', 'The table of tax items and rates'],
])

function englishArticle(article: string): string {
  const table = tables.get(article)
  if (table) return table
  if (!numbered.test(article)) return articleText(article, 'en').replace(/^art\. /, 'Article ')
  const numbers = article.split(/\s*,\s*/)
  return `${numbers.length > 1 ? 'Articles' : 'Article'} ${listed(numbers)}`
}

const chineseArticle = (article: string): string =>
  numbered.test(article) ? `第${article.replace(/\s*,\s*/g, '、')}条` : article

/** `《行政许可法》第42条`, `Article 42 of the Administrative Licensing Law`. */
export function lawText({ law, number, article }: LawPlace): Bilingual {
  const known = englishNames.get(law)
  const zh = `${titled(law)}${number ? `（${number}）` : ''}`
  const en = `${known ?? titled(law)}${number ? ` (${number})` : ''}`
  if (article === undefined || article === '')
    return bilingual(zh, en.slice(0, 1).toUpperCase() + en.slice(1))
  return bilingual(`${zh}${chineseArticle(article)}`, `${englishArticle(article)} of ${en}`)
}
