import type { z } from 'zod'
import { compileDictionary } from '#definitions/rules/dictionary.ts'
import { type DefinitionKind, definitionKind } from '#kernel/definition.ts'
import { Fact } from './fact.ts'

/** The fact dictionary of a city: files of lists. Names, derived facts and published values are checked together. */
export const factKind: DefinitionKind<Fact> = definitionKind<Fact>(
  'fact',
  'facts/*.yaml',
  Fact as z.ZodType<Fact>,
  {
    check(fact, all) {
      const facts = all.list(factKind)
      const index = facts.indexOf(fact)
      return compileDictionary(facts)
        .complaints.filter(({ path }) => path[0] === index)
        .map((complaint) => ({ ...complaint, path: complaint.path.slice(1) }))
    },
  },
)
