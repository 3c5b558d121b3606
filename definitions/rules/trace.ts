import type { Fact } from '#definitions/facts/fact.ts'
import type { Known } from '#definitions/facts/sheet.ts'

/** A fact that a part of the rule asked for. */
export interface Asked {
  readonly fact: Fact
  readonly year?: number | undefined
}

/** Why a value is unknown: nobody told the fact, or what is known has no answer. */
export interface Cause extends Asked {
  /** the department that can tell */
  readonly ask?: string | undefined
  readonly why: 'not-told' | 'zero-divisor' | 'not-classified' | 'empty-list' | 'incomplete' | 'too-large'
}

export interface Used extends Asked, Known {}

/** What an evaluation touched. Keys are fact and year, so that each is told once. */
export interface Trace {
  readonly used: Map<string, Used>
  readonly causes: Map<string, Cause>
}

export const emptyTrace = (): Trace => ({ used: new Map(), causes: new Map() })

/** What a fact is remembered under: its identifier, and its year where it has one. */
export const keyOf = ({ fact, year }: Asked) => (year === undefined ? fact.id : `${fact.id} ${year}`)

export function merge(into: Trace, from: Trace): void {
  for (const [key, used] of from.used) into.used.set(key, used)
  for (const [key, cause] of from.causes) into.causes.set(key, cause)
}
