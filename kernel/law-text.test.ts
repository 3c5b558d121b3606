import { expect, test } from 'vitest'
import { lawText } from './law-text.ts'

test.each([
  [
    { law: '行政许可法', article: '42' },
    '《行政许可法》第42条',
    'Article 42 of the Administrative Licensing Law',
  ],
  [
    { law: '旅行社条例', number: '国令550号', article: '7, 9, 10' },
    '《旅行社条例》（国令550号）第7、9、10条',
    'Articles 7, 9 and 10 of 《旅行社条例》 (国令550号)',
  ],
  [
    { law: '穗府办函〔2023〕37号', article: '22' },
    '穗府办函〔2023〕37号第22条',
    'Article 22 of 穗府办函〔2023〕37号',
  ],
  [
    { law: '电信条例', article: '第十一条（五）' },
    '《电信条例》第十一条（五）',
    'Article 11 (5) of 《电信条例》',
  ],
  [
    { law: '印花税法', article: '税目税率表' },
    '《印花税法》税目税率表',
    'The table of tax items and rates of the Stamp Tax Law',
  ],
  [{ law: '行政许可法' }, '《行政许可法》', 'The Administrative Licensing Law'],
  [{ law: '电信条例' }, '《电信条例》', '《电信条例》'],
])('%j', (place, zh, en) => {
  expect(lawText(place)).toEqual({ zh, en })
})
