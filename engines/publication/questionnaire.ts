import { z } from 'zod'
import { InForce, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'

const Question = z.strictObject({
  id: Slug,
  /** asked so that yes means a restriction */
  text: Text,
  law: LegalBasis,
})

/** What is asked of every draft before it may bind competitors (公平竞争审查), and the grounds on which a restriction may stand. */
export const Questionnaire = z.strictObject({
  id: Slug,
  version: z.number().int().positive().default(1),
  title: Text,
  inForce: InForce,
  questions: z.array(Question).min(1).max(60),
  exceptions: z.array(Question).max(20).default([]),
})
export type Questionnaire = z.output<typeof Questionnaire>

export const questionnaireKind = definitionKind<Questionnaire>(
  'questionnaire',
  'publication/questionnaires/*.yaml',
  Questionnaire as z.ZodType<Questionnaire>,
)

/** The questionnaire in force on the day that the definitions are of. */
export const questionnaireOn = (definitions: Definitions): Questionnaire | undefined =>
  definitions.list(questionnaireKind).find(({ id }) => id === 'fair-competition')
