import { z } from 'zod'
import { desk, desksSystem } from '../desks.ts'
import type { Delays } from '../registrations.ts'
import { RegistrationInput } from '../registrations.ts'

/**
 * A vertical system: one that a ministry or province runs, in which a stage is done outside this city. It takes a matter
 * over, tells how far it is, returns its decision, and takes the applicant's rating back.
 */
const Matter = RegistrationInput.extend({ business: z.string().min(1).max(200).optional() })
const Rating = RegistrationInput.extend({
  score: z.number().int().min(1).max(5),
  comment: z.string().max(1000).optional(),
})

export const verticalSystem = (delays: Delays) =>
  desksSystem('vertical', [
    desk({
      prefix: 'VX',
      path: 'matters',
      event: 'matter',
      input: Matter,
      delays,
      repeatable: true,
      result: (input, number) => ({
        licenceNumber: `440100${String(number).padStart(6, '0')}`,
        business: input.business ?? '',
      }),
    }),
    desk({
      prefix: 'VP',
      path: 'ratings',
      event: 'rating',
      input: Rating,
      delays,
      repeatable: true,
      result: (input) => ({ score: input.score }),
    }),
  ])
