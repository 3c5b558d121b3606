import { expect, test } from 'vitest'
import { articleText } from './article.ts'

test.each([
  ['第二条', 'art. 2'],
  ['第十条', 'art. 10'],
  ['第十一条（二）', 'art. 11 (2)'],
  ['第二十三条', 'art. 23'],
  ['第一百零二条', 'art. 102'],
  ['第一百二十条（十一）', 'art. 120 (11)'],
  ['附件一', '附件一'],
])('%s is %s', (clause, english) => {
  expect(articleText(clause, 'en')).toBe(english)
  expect(articleText(clause, 'zh')).toBe(clause)
})
