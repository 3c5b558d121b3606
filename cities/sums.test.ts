import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isMap, isScalar, parseAllDocuments, visit } from 'yaml'

/** A sum is said with its unit in both languages: `最高 1500 元` is `up to CNY 1,500`. */

const yuan = /[\d一二三四五六七八九十百千万亿]\s*(?:百|千|万|亿)?元/
/** Figures that only a sum has: thousands with a comma, millions, billions. The upper end of a range shares the unit of its lower. */
const large = /(?<![\d,.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?= (?:million|billion)))/g
const before = /CNY $|CNY [\d,.]+(?: million| billion)? to $/
const after = /^(?: million| billion)? (?:yuan|CNY)/

function bareSums({ zh, en }: { zh: string; en: string }): string[] {
  if (!yuan.test(zh)) return []
  const bare = [...en.matchAll(large)].filter(
    ({ 0: figure, index }) =>
      !before.test(en.slice(0, index)) && !after.test(en.slice(index + figure.length)),
  )
  return bare.length > 0 || !/CNY|yuan/.test(en) ? [`${zh} | ${en}`] : []
}

function textsOf(file: string): { zh: string; en: string }[] {
  const texts: { zh: string; en: string }[] = []
  for (const document of parseAllDocuments(fs.readFileSync(file, 'utf8')))
    visit(document, {
      Map: (_, map) => {
        const of = (key: string) => {
          const value: unknown = map.get(key, true)
          return isScalar(value) && typeof value.value === 'string' ? value.value : undefined
        }
        const [zh, en] = isMap(map) ? [of('zh'), of('en')] : []
        if (zh !== undefined && en !== undefined) texts.push({ zh, en })
      },
    })
  return texts
}

test.each([
  ['最高 1500 元', 'Up to 1,500', 1],
  ['最高 1500 元', 'Up to CNY 1,500', 0],
  ['150 万至 500 万元', '1.5 to CNY 5 million', 0],
  ['150 万至 500 万元', 'CNY 1.5 million to 5 million', 0],
  ['10 亿元或 20 亿元', 'CNY 1 billion or 2 billion', 1],
  ['存入质量保证金20万元', 'Deposit 200,000 yuan', 0],
  ['每人 500 元', '500 for each person', 1],
  ['招用 2,000 人', 'For 2,000 persons', 0],
])('%s as “%s”', (zh, en, bare) => {
  expect(bareSums({ zh, en })).toHaveLength(bare)
})

test('every sum of a city is told with its unit in English', () => {
  const files = fs
    .readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
  const texts = files.flatMap((file) => textsOf(path.join(import.meta.dirname, file)))
  expect(texts.filter(({ zh }) => yuan.test(zh)).length).toBeGreaterThan(100)
  expect(texts.flatMap(bareSums)).toEqual([])
})
