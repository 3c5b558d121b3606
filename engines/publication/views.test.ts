import { expect, test } from 'vitest'
import { noDraft } from './model.ts'
import { summaryOf } from './views.ts'

const titleOf = (title?: unknown) =>
  summaryOf(
    {
      draftId: '00000000-0000-8000-8000-000000000001',
      streamVersion: 1,
      openComments: 0,
      record: { ...noDraft, kind: 'policy', title: '底稿', parts: [{ kind: 'policy', body: { title } }] },
    },
    [],
  ).title

test('a draft is called as its definition is, in both languages', () => {
  expect(titleOf({ zh: '一项补贴', en: 'A grant' })).toEqual({ zh: '一项补贴', en: 'A grant' })
})

test('until it is translated its Chinese title stands for both', () => {
  expect(titleOf({ zh: '底稿', en: ' ' })).toEqual({ zh: '底稿', en: '底稿' })
  expect(titleOf('底稿')).toEqual({ zh: '底稿', en: '底稿' })
  expect(titleOf()).toEqual({ zh: '底稿', en: '底稿' })
})
