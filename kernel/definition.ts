import type { z } from 'zod'
import type { Bilingual } from './text.ts'

/** What a check found wrong in one definition. The loader adds file and line. */
export interface Complaint {
  readonly code: string
  /** where in the definition */
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly message: Bilingual
  /** what to do about it */
  readonly remedy: Bilingual
  /** a `warning` is told and stops nothing; without it a complaint is an error */
  readonly weight?: 'error' | 'warning' | undefined
}

/** What must have happened before a version may be published. */
export type Gate = 'consultation' | 'fair-competition' | 'legal-review'

/** One thing a definition says, in plain words. `key` stays the same from version to version while it is about the same thing. */
export interface PlainLine {
  readonly key: string
  readonly label: Bilingual
  readonly text: Bilingual
  /** place in the document, such as 第二条（一） */
  readonly clause?: string | undefined
}

/** How a kind of definition is written, judged and published in the page, by whoever may. Without it, files are the only way. */
export interface Publishing<T> {
  readonly title: Bilingual
  readonly gates: readonly Gate[]
  /** kinds published with it as one, under the same id and version, such as the examples of a policy */
  readonly companions: readonly string[]
  /** a definition to begin with: as much as is known, not yet whole */
  blank(known: {
    readonly id: string
    readonly title: string
    readonly department: string
    readonly district?: string | undefined
    readonly today: string
  }): Readonly<Record<string, unknown>>
  /** whose business it is; the office that opened the draft must be this one */
  office(definition: T): { readonly department?: string | undefined; readonly district?: string | undefined }
  /** all that it says, in the order in which people read it */
  plain(definition: T, all: Definitions): readonly PlainLine[]
  /** written by districts alone, each for itself */
  readonly ofDistricts?: true
  /** the definition it is a version of, in plain words, against which it is read; undefined while that is not known */
  versionOf?(
    definition: T,
    all: Definitions,
  ): { readonly title: Bilingual; readonly lines: readonly PlainLine[] } | undefined
  /** what its publication would leave out of step elsewhere; it stops nothing */
  warns?(definition: T, all: Definitions): readonly Complaint[]
  /** what it still lacks before it may be published, beyond `check`: tests that must be there and pass */
  lacks?(definition: T, all: Definitions): readonly Complaint[]
}

export interface KindTraits<T> {
  /** the property that names a definition; `id` when absent */
  readonly key?: string
  /** a city without any is broken */
  readonly required?: boolean
  /** a definition that no other refers to is reported */
  readonly mustBeUsed?: boolean
  /** for kinds that officers write in the page */
  readonly publishing?: Publishing<T>
  /** what the schema alone cannot see: sums, graphs, agreement with other definitions */
  check?(definition: T, all: Definitions): readonly Complaint[]
}

/**
 * A kind of definition that a city may write. The engine that reads it owns the token; the loader receives the
 * list of tokens from the apps, so nobody else needs to know the engine.
 */
export interface DefinitionKind<T = unknown> extends KindTraits<T> {
  /** singular, English, such as `item` */
  readonly name: string
  /** where a city keeps them, `*` for any one name: `items/*.yaml`, `departments.yaml`; a file holds one or a list */
  readonly place: string
  readonly schema: z.ZodType<T>
}

export const definitionKind = <T>(
  name: string,
  place: string,
  schema: z.ZodType<T>,
  traits: KindTraits<T> = {},
): DefinitionKind<T> => ({ name, place, schema, ...traits })

/** The definitions in force, as a rule or query sees them. */
export interface Definitions {
  /** the definition; throws when there is none, which is a defect or a broken city, never a user's mistake */
  get<T>(kind: DefinitionKind<T>, id: string, version?: number): T
  find<T>(kind: DefinitionKind<T>, id: string, version?: number): T | undefined
  list<T>(kind: DefinitionKind<T>): readonly T[]
  /** every version of every definition of a kind, also those not in force */
  versions<T>(kind: DefinitionKind<T>): readonly T[]
}
