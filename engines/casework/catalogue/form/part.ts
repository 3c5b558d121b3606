import { type Bilingual, bilingual } from '#kernel/text.ts'

/**
 * What an item is made of, part by part, with the words that people use for each. The desk draws its form from it and the review its plain
 * lines; a test holds it against the definition's schema, so that nothing of a definition is left to files.
 */
export interface Part {
  /** the property of the definition */
  readonly key: string
  readonly label: Bilingual
  readonly hint?: Bilingual | undefined
  /** said in the empty place itself */
  readonly placeholder?: Bilingual | undefined
  readonly shape: Shape
  /** may be left out of the definition */
  readonly optional?: true | undefined
  /** may be left out, and is offered all the same: most definitions have it */
  readonly shown?: true | undefined
  /** not the writer's to change */
  readonly fixed?: true | undefined
  /** what a new row begins with */
  readonly begins?: unknown
}

/** Where the words come from among which a reference chooses. */
export type Source =
  | 'fields'
  | 'materials'
  | 'departments'
  | 'districts'
  | 'items'
  | 'facts'
  | 'licences'
  | 'policies'
  /** lists of choices that fields offer */
  | 'choiceLists'
  /** outside systems that items of the city already use */
  | 'systems'
  /** what this item itself asks, wants and does */
  | 'ownFields'
  | 'ownMaterials'
  | 'ownSteps'

export interface Choice {
  readonly value: string | number | boolean
  readonly label: Bilingual
}

/** One of the forms that a part may take: what is always the same in it, and what is written. */
export interface Way {
  readonly label: Bilingual
  readonly constant: Readonly<Record<string, unknown>>
  readonly parts: readonly Part[]
}

export type Shape =
  /** a text in both languages */
  | { readonly is: 'words' }
  /** a name in one language, beside the same in the other */
  | { readonly is: 'tongue'; readonly of: 'zh' | 'en' }
  /** a text that is no sentence: a number, a telephone */
  | { readonly is: 'text' }
  /** a name by which machines know a row; given by the page, never shown */
  | { readonly is: 'id' }
  | { readonly is: 'day' }
  | { readonly is: 'number'; readonly min?: number; readonly max?: number }
  /** `only`: the one of both that may be written, the other is left out */
  | { readonly is: 'yes'; readonly only?: boolean }
  /** a text, a number, or yes and no: as a rule compares it */
  | { readonly is: 'value' }
  | { readonly is: 'limit' }
  /** a condition of the rule language, which may be a tree of conditions */
  | { readonly is: 'rule' }
  /** a value of the rule language */
  | { readonly is: 'formula' }
  | { readonly is: 'choice'; readonly of: readonly Choice[] }
  | { readonly is: 'choices'; readonly of: readonly Choice[] }
  | { readonly is: 'one'; readonly of: Source }
  | { readonly is: 'several'; readonly of: Source }
  | { readonly is: 'texts' }
  | { readonly is: 'manyWords' }
  | {
      readonly is: 'group'
      readonly parts: readonly Part[]
      /** the part that is called as the whole is */
      readonly lead?: string
      /** its parts are called by their own names alone */
      readonly silent?: true
    }
  | {
      readonly is: 'rows'
      readonly parts: readonly Part[]
      /** what one row is called */
      readonly row: Bilingual
      /** the part in which no two rows are alike: by it a row is known from version to version */
      readonly unlike?: string
      /** in plain words each part of a row is a line of its own */
      readonly apart?: true
      /** there may be many: each is folded under its name until somebody opens it, as those apart are */
      readonly folded?: true
      /** what their order is called in plain words; without it the lines tell the order themselves */
      readonly order?: Bilingual
      /** their order means nothing */
      readonly loose?: true
      /** each is a place in a law and is said as one */
      readonly law?: true
    }
  /** a name on the left, what it stands for on the right */
  | { readonly is: 'pairs'; readonly name: Bilingual; readonly of: Source | 'text' | 'value' }
  | { readonly is: 'ways'; readonly ways: readonly Way[] }

export const said = (zh: string, en: string): Bilingual => bilingual(zh, en)
type More = Pick<Part, 'hint' | 'placeholder' | 'fixed' | 'begins'>

/** A part that every definition has. */
export const part = (key: string, zh: string, en: string, shape: Shape, more: More = {}): Part => ({
  key,
  label: said(zh, en),
  shape,
  ...more,
})
/** A part that is offered and may stay empty. */
export const may = (key: string, zh: string, en: string, shape: Shape, more: More = {}): Part => ({
  ...part(key, zh, en, shape, more),
  optional: true,
  shown: true,
})
/** A part that is added when somebody asks for it. */
export const seldom = (key: string, zh: string, en: string, shape: Shape, more: More = {}): Part => ({
  ...part(key, zh, en, shape, more),
  optional: true,
})
export const choice = (value: Choice['value'], zh: string, en: string): Choice => ({
  value,
  label: said(zh, en),
})
export const rows = (
  zh: string,
  en: string,
  parts: readonly Part[],
  more: Pick<Extract<Shape, { is: 'rows' }>, 'unlike' | 'apart' | 'folded' | 'order' | 'loose' | 'law'> = {},
): Shape => ({ is: 'rows', row: said(zh, en), parts, ...more })
export const group = (...parts: readonly Part[]): Shape => ({ is: 'group', parts })
/** A group that people do not think of as one thing. */
export const together = (...parts: readonly Part[]): Shape => ({ is: 'group', parts, silent: true })

export const words: Shape = { is: 'words' }
export const manyWords: Shape = { is: 'manyWords' }
export const text: Shape = { is: 'text' }
export const limit: Shape = { is: 'limit' }
export const rule: Shape = { is: 'rule' }
export const yes: Shape = { is: 'yes' }
export const onlyYes: Shape = { is: 'yes', only: true }
export const id = part('id', '编号', 'Id', { is: 'id' })
export const title = (zh: string, en: string): Part => part('title', zh, en, words)
