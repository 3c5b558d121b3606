import { expect, test } from 'vitest'
import { factValueText } from './fact-value.ts'

const industry = {
  id: 'ent.industry',
  title: { zh: '行业代码', en: 'Industry code' },
  type: 'text',
  group: 'finance',
  yearly: false,
  values: [
    { code: 'I', zh: '信息传输、软件和信息技术服务业', en: 'Information, software and IT services' },
    { code: '65', zh: '软件和信息技术服务业', en: 'Software and IT services' },
    { code: '7010', zh: '房地产开发经营', en: 'Real estate development' },
  ],
}

test.each([
  ['65', '软件和信息技术服务业（65）', 'Software and IT services (65)'],
  ['6510', '软件和信息技术服务业（6510）', 'Software and IT services (6510)'],
  ['I65', '软件和信息技术服务业（I65）', 'Software and IT services (I65)'],
  ['I', '信息传输、软件和信息技术服务业（I）', 'Information, software and IT services (I)'],
  ['7010', '房地产开发经营（7010）', 'Real estate development (7010)'],
  ['66', '66', '66'],
])('the industry %s is shown under the longest name that begins it', (code, zh, en) => {
  expect([factValueText(industry, code, 'zh'), factValueText(industry, code, 'en')]).toEqual([zh, en])
})

test('a text without names stays as it is', () => {
  expect(factValueText({ ...industry, values: undefined }, '65', 'en')).toBe('65')
})
