import { industryKind } from '#definitions/city/kinds.ts'
import type { KnownFact } from '#definitions/facts/known.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { type CompiledClause, compileClause } from '#definitions/rules/clause.ts'
import type { Clause } from '#definitions/rules/clause-form.ts'
import { type Dictionary, dictionaryOf } from '#definitions/rules/dictionary.ts'
import { explain } from '#definitions/rules/explain.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import type { FastTrack } from './item-tracks.ts'
import { words } from '../words.ts'

/** 信易+: whether a fast track is open to an enterprise, by what is known of it. */

const dictionaryIn = (all: Definitions): Dictionary =>
  dictionaryOf(all.list(factKind), all.list(industryKind))

/** A track's condition over the fact dictionary; its faults where it is none. */
export const compileTrack = (
  all: Definitions,
  track: FastTrack,
): CompiledClause | { readonly faults: readonly Complaint[] } =>
  compileClause(track.when as Clause, dictionaryIn(all))

const compiled = new WeakMap<
  FastTrack,
  { readonly dictionary: Dictionary; readonly clause: CompiledClause }
>()

function clauseOf(all: Definitions, track: FastTrack): CompiledClause {
  const dictionary = dictionaryIn(all)
  const known = compiled.get(track)
  if (known?.dictionary === dictionary) return known.clause
  const clause = compileTrack(all, track)
  if ('faults' in clause)
    throw new Error(`fast track ${track.id}: ${clause.faults.map(({ message }) => message.en).join('; ')}`)
  compiled.set(track, { dictionary, clause })
  return clause
}

/** Why a track is open or shut. What nobody has told leaves it shut and is named with the department that knows it. */
export function explainTrack(
  all: Definitions,
  track: FastTrack,
  facts: readonly KnownFact[],
  on: Day,
): Explanation {
  const clause = clauseOf(all, track)
  const dictionary = dictionaryIn(all)
  const answer = explain(clause, dictionary, knownSheet(dictionary.vocabulary, facts), on)
  const verdict = answer.truth === 'true' ? 'eligible' : answer.truth === 'false' ? 'ineligible' : 'unknown'
  const { missing } = answer
  const why =
    verdict === 'unknown'
      ? {
          zh: missing.map(({ label }) => label.zh).join('、'),
          en: missing.map(({ label }) => label.en).join(', '),
        }
      : (answer.because?.text ?? track.title)
  return {
    verdict,
    because: answer.because?.id,
    summary: words('tracks', verdict, { track: track.title, why }),
    missing,
    tree: answer.tree,
    ruleHash: clause.hash,
  }
}

/** What a track asks of an enterprise, condition by condition, in words. */
export const trackConditions = (all: Definitions, track: FastTrack, on: Day): readonly Bilingual[] =>
  explainTrack(all, track, [], on).tree.map(({ text }) => text)
