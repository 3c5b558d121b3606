import type { Random } from './random.ts'

const first = [
  ...'粤穗云海天华瑞宏盛泰恒信诚达通汇嘉美佳康安民福禄荣昌兴旺隆鑫金银锦绣星辰旭阳光明亮智慧创新科远博雅文德仁和顺祥瑞吉庆丰润泽',
]
const second = [
  ...'达成业发展腾飞跃升龙凤鹏程翔宇航扬帆远景志诚信义合众联创邦国森林源泉江河湖海山峰岭川原野田园春夏秋冬晨曦露霜雪晴',
]

/**
 * Names that break careless programs: rare characters outside the basic plane, emoji, right to left text, formulas, markup, quotation
 * marks, separators, very long ones. Lawful names have none of this; data that reaches a city does.
 */
export const hostileNames: readonly string[] = [
  '广州𠮷野𬭎科技有限公司',
  '广州䶮䲜贸易有限公司',
  '广州🍜🧧餐饮有限公司',
  'شركة قوانغتشو للتجارة',
  '广州\u202Eشركة\u202C国际有限公司',
  '=1+1',
  '=HYPERLINK("http://example.invalid","点击")',
  '+86广州有限公司',
  '-2+3',
  '@SUM(A1:A9)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "广州'; drop table party.party; --有限公司",
  '广州“引号”\'单引号\'"双引号"有限公司',
  '广州,逗号;分号|竖线有限公司',
  '广州{{name}}${7*7}有限公司',
  'Ünïcödé Güangzhōu GmbH',
  '广州 ＦＵＬＬ　ＷＩＤＴＨ 有限公司',
  '广州e\u0301clair甜品有限公司',
  'null',
  '广州\\反斜杠\\n有限公司',
  `广州${'超长'.repeat(90)}有限公司`,
]

export const hostileEvery = 97

/** A name as the register would have it: 广州, two or three characters, the trade, the legal form. */
export function nameFor(random: Random, trade: string, ending: string): string {
  const core = `${random.pick(first)}${random.pick(second)}${random.chance(0.35) ? random.pick(second) : ''}`
  const place = random.chance(0.85) ? '广州' : '广州市'
  return `${place}${core}${trade}${ending}`
}
