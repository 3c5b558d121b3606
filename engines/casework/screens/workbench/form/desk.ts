import type { Output } from '#apps/web/client/contracts.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { ReactNode } from 'react'
import type { Part, Source } from '../../../catalogue/form/part.ts'
import { type Body, bodyIn, listIn, textIn } from '../../../catalogue/form/values.ts'

export type Vocabulary = Output<'casework.listVocabulary'>
export interface Fault {
  /** a JSON pointer into the definition */
  readonly path: string
  readonly code: string
  readonly expected: string
  readonly message: Bilingual
  readonly remedy: Bilingual
}

/** What every part of the form knows of the whole. */
export interface Desk {
  readonly whole: Body
  readonly vocabulary: Vocabulary
  readonly locked: boolean
  readonly faults: readonly Fault[]
  /** what of a definition a path leads to, as its innermost row, and what that place is called */
  readonly placeIn: (path: string) => { readonly at: string; readonly name: Bilingual } | undefined
  /** draws what is inside a part: a definition may hold parts within parts */
  readonly inside: (props: PartsProps) => ReactNode
}

/** A part in its place: what it holds, how it is changed, and what tells it from its like in other rows. */
export interface Field {
  readonly desk: Desk
  /** a JSON pointer to what is written */
  readonly path: string
  /** the numbers of the rows around it, such as ` 2.1`; empty outside of rows */
  readonly number: string
}

export interface PartsProps extends Field {
  readonly parts: readonly Part[]
  /** what the whole of them is called, for those who hear the page */
  readonly called: string
  /** the part whose name has been said already */
  readonly lead?: string | undefined
  readonly value: unknown
  readonly onChange: (next: Body) => void
  /** values that other rows have taken, by the part in which rows differ */
  readonly taken?: { readonly key: string; readonly values: readonly string[] } | undefined
}

interface Word {
  readonly id: string
  readonly title: Bilingual
}

/** The words among which a reference chooses. */
export function wordsFor({ whole, vocabulary }: Desk, source: Source): readonly Word[] {
  const own = (key: string, name: string) => listIn(whole[key]).map((one) => textIn(one[name]))
  switch (source) {
    case 'ownFields':
      return vocabulary.fields.filter(({ id }) => own('fields', 'field').includes(id))
    case 'ownMaterials':
      return vocabulary.materials.filter(({ id }) => own('materials', 'material').includes(id))
    case 'ownSteps':
      return listIn(whole['stages']).map((stage) => {
        const { zh, en } = bodyIn(stage['title'])
        return { id: textIn(stage['id']), title: { zh: textIn(zh), en: textIn(en) } }
      })
    default:
      return vocabulary[source]
  }
}
