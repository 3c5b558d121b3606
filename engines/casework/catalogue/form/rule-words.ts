import { articleText } from '#kernel/article.ts'
import type { Definitions } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { englishRule } from './rule-english.ts'
import { bodyIn, textIn } from './values.ts'

const same = (text: string): Bilingual => bilingual(text, text)
const joined = (parts: readonly Bilingual[], zh: string, en: string): Bilingual => {
  const [only] = parts
  if (parts.length === 1 && only) return only
  return bilingual(
    `（${parts.map((one) => one.zh).join(` ${zh} `)}）`,
    `(${parts.map((one) => one.en).join(` ${en} `)})`,
  )
}

/** A condition of the rule language, whole: its own words where it has them, and always what is tested. */
export function ruleWords(rule: unknown, all: Definitions): Bilingual {
  const say = (one: unknown) => ruleWords(one, all)
  if (typeof rule === 'string') return bilingual(rule, englishRule(rule, all))
  if (typeof rule === 'boolean') return rule ? bilingual('总是', 'always') : bilingual('从不', 'never')
  const { zh, en, clause, when, all: every, any, not, except, table, ...rest } = bodyIn(rule)
  const { id: _, ...strange } = rest
  const told = [
    ...(when === undefined ? [] : [say(when)]),
    ...(Array.isArray(every) ? [joined(every.map(say), '且', 'and')] : []),
    ...(Array.isArray(any) ? [joined(any.map(say), '或', 'or')] : []),
    ...(not === undefined ? [] : [negated(say(not))]),
    ...(table === undefined ? [] : [tableWords(table, all)]),
    ...(Object.keys(strange).length ? [same(JSON.stringify(strange))] : []),
  ]
  const test = told.length > 1 ? joined(told, '且', 'and') : (told[0] ?? same(''))
  const named = zh || en ? bilingual(`${textIn(zh)}：${test.zh}`, `${textIn(en)}: ${test.en}`) : test
  const cited = clause
    ? bilingual(`${named.zh}［${textIn(clause)}］`, `${named.en} [${articleText(textIn(clause), 'en')}]`)
    : named
  if (except === undefined) return cited
  const exception = say(except)
  return bilingual(`${cited.zh}，${exception.zh} 除外`, `${cited.en}, unless ${exception.en}`)
}

const negated = ({ zh, en }: Bilingual) => bilingual(`不（${zh}）`, `not (${en})`)

/** A decision table row by row; what it hits by and what else holds at the end. */
function tableWords(value: unknown, all: Definitions): Bilingual {
  const { inputs, rows, otherwise, hit, ...rest } = bodyIn(value)
  const list = (of: unknown): readonly unknown[] => (Array.isArray(of) ? of : [of])
  const cells = (of: unknown) => list(of).map(String).join(' | ')
  const told = (Array.isArray(rows) ? rows : []).map((row) => {
    const { when, value: answer = true, clause } = bodyIn(row)
    return `${cells(when)} → ${String(answer)}${clause ? `［${textIn(clause)}］` : ''}`
  })
  const more = Object.keys(rest).length ? ` ${JSON.stringify(rest)}` : ''
  const text = [
    `${cells(inputs)}${hit ? ` (${String(hit)})` : ''}`,
    ...told,
    `… → ${String(otherwise ?? false)}`,
  ]
  const zh = `${text.join('; ')}${more}`
  return bilingual(zh, englishRule(zh, all))
}
