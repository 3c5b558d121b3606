import { expect, test } from 'vitest'
import { fill, wordsFor } from './messages.ts'

test('dates stand as the reader of the language writes them', () => {
  const words = { title: '{{on}} {{count}}', remedy: '{{at}}' }
  const told = wordsFor({ zh: { refusals: { late: words } }, en: { refusals: { late: words } } }, 'late', {
    on: '2026-10-09',
    count: 3,
    at: '2026-10-09 12:00',
  })
  expect(told.title).toEqual({ zh: '2026年10月9日 3', en: '9 October 2026 3' })
  expect(told.remedy.zh).toBe('2026-10-09 12:00')
})

test('a place without a value stays empty', () => {
  expect(fill('{{nothing}}.', {}, 'en')).toBe('.')
})
