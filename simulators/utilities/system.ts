import { z } from 'zod'
import { desk, desksSystem } from '../desks.ts'
import type { Delays } from '../registrations.ts'
import { RegistrationInput } from '../registrations.ts'

/** When the joint survey comes. */
const Survey = z.object({
  day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  half: z.enum(['morning', 'afternoon']),
})

/** Utilities: water, power, gas and network, one desk each, all told the same survey (六联办: 联合踏勘, 联合过户). */
const Connection = RegistrationInput.extend({
  address: z.string().min(1).max(200),
  survey: Survey.optional(),
  capacity: z.number().min(0).optional(),
})

/** First letters of account numbers, desk by desk. */
const accounts = { water: 'WS', power: 'GD', gas: 'RQ', network: 'KD' } as const

const connectionDesk = (path: keyof typeof accounts, delays: Delays) =>
  desk({
    prefix: accounts[path],
    path,
    event: `${path}-connection`,
    input: Connection,
    delays,
    repeatable: true,
    amends: z.object({ survey: Survey }),
    result: (input, number) => ({
      account: `${accounts[path]}${input.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
      surveyedOn: input.survey?.day ?? '',
    }),
  })

export const utilitiesSystem = (delays: Delays) =>
  desksSystem('utilities', [
    connectionDesk('power', delays),
    connectionDesk('water', delays),
    connectionDesk('gas', delays),
    connectionDesk('network', delays),
  ])
