import { z } from 'zod'
import { Day } from '#kernel/time.ts'
import { complain } from './schema-faults.ts'

const han = /\p{Script=Han}/u

const both = { zh: z.string().trim().min(1), en: z.string().trim().min(1) }

function inItsLanguage(text: { zh: string; en: string }, context: z.RefinementCtx): void {
  if (text.zh !== '' && !han.test(text.zh))
    complain(
      context,
      'not-chinese',
      ['zh'],
      'Chinese',
      { zh: '这里要写中文', en: 'Chinese is expected here' },
      rewrite,
    )
  if (han.test(text.en))
    complain(
      context,
      'not-english',
      ['en'],
      'English',
      { zh: '这里要写英文', en: 'English is expected here' },
      rewrite,
    )
}

/** A text of a city in both languages. Chinese holds Chinese; English holds none. */
export const Text = z.strictObject(both).superRefine(inItsLanguage).meta({ title: 'Text' })

/** A unit of counted things; `one` is the English word beside the number one. */
export const UnitText = z
  .strictObject({ ...both, one: z.string().trim().min(1).optional() })
  .superRefine(inItsLanguage)
  .meta({ title: 'UnitText' })

const rewrite = { zh: '换成该语言的文字。', en: 'Write it in that language.' }

/** How sure we are of a number, name or article. `sample` is invented or assumed: a city must confirm it. */
export const Confidence = z.enum(['verified', 'secondary', 'unverified', 'sample']).meta({
  description:
    'verified: read in the official text · secondary: read in a page quoting it · unverified: from memory · sample: to be confirmed by the city',
})
export type Confidence = z.output<typeof Confidence>

/** 法律依据: the law by its Chinese short name, and the article. */
export const LegalBasis = z.strictObject({
  law: z.string().min(2),
  /** document number, such as 国令746号 */
  number: z.string().optional(),
  article: z.string().optional(),
  confidence: Confidence,
})
export type LegalBasis = z.output<typeof LegalBasis>

/** At least one law; a definition without law is a fault of its own. */
export const Law = z.array(LegalBasis).superRefine((laws, context) => {
  if (laws.length === 0)
    complain(
      context,
      'law-missing',
      [],
      'law, article, confidence',
      { zh: '没有写法律依据', en: 'No legal basis is cited' },
      { zh: '写出法律名称和条款。', en: 'Cite the law and its article.' },
    )
})

/** In force from (inclusive) until (exclusive). `gapBefore` explains why nothing was in force before. */
export const InForce = z.strictObject({ from: Day, until: Day.optional(), gapBefore: Text.optional() })
