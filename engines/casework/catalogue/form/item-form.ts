import type { Bilingual } from '#kernel/text.ts'
import { guide } from './guide-parts.ts'
import { handedOn, law, life } from './law-parts.ts'
import { type Part, said } from './part.ts'
import type { WordKind } from '../word-kinds.ts'
import { what } from './what-parts.ts'
import { asked, brought, done, formats, tracks } from './work-parts.ts'

export interface FormSheet {
  readonly id: string
  readonly title: Bilingual
  readonly text?: Bilingual
  readonly parts: readonly Part[]
  /** what its rows pick from may be written too */
  readonly picks?: WordKind
}

/** An item as its desk lays it out: everything a definition holds, in the order in which it is read. */
export const itemForm: readonly FormSheet[] = [
  { id: 'what', title: said('办什么', 'What it is'), parts: what },
  { id: 'law', title: said('依据、时限和收费', 'Law, time and fees'), parts: law },
  { id: 'asked', title: said('填写内容', 'What is asked'), parts: asked, picks: 'field' },
  { id: 'brought', title: said('材料', 'Materials'), parts: brought, picks: 'material' },
  { id: 'done', title: said('办理环节', 'Steps'), parts: done },
  {
    id: 'formats',
    title: said('业态（一类一策）', 'Business formats'),
    text: said(
      '不同业态可以问得不同、收得不同、办得不同、承诺得不同。没有写的沿用上面的。',
      'Formats may be asked, want, do and be promised different things. What is not written here is as above.',
    ),
    parts: formats,
  },
  {
    id: 'tracks',
    title: said('快速通道（信易+）', 'Fast tracks'),
    text: said(
      '企业提交时按已知情况自动判定。缺数据的不开通，也不影响办理。',
      'Judged when an enterprise files, by what is known of it. Where something is not known the track stays shut, and the case goes on.',
    ),
    parts: tracks,
  },
  {
    id: 'life',
    title: said('法律另有规定的', 'What its own law says'),
    text: said(
      '受理、沉默、延续、承诺、容缺、特别程序、不予办理的理由：法律有规定的才写。',
      'Acceptance, silence, renewal, commitment, later documents, special procedures, grounds for refusal: only where law says so.',
    ),
    parts: life,
  },
  { id: 'handed-on', title: said('结果的来往', 'What comes in and goes on'), parts: handedOn },
  { id: 'guide', title: said('办事指南', 'Guide'), parts: guide },
]

export const itemParts: readonly Part[] = itemForm.flatMap(({ parts }) => parts)
