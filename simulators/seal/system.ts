import { bilingual } from '#kernel/text.ts'
import type { Delays } from '../registrations.ts'
import { RegistrationInput, registrationSystem } from '../registrations.ts'

/**
 * Seal filing at the public security. A new company gets a free set of four; which four, and the shape of the codes, are
 * from memory: a city confirms them.
 */
const kinds = [
  { kind: 'company', name: bilingual('公章', 'Company seal') },
  { kind: 'finance', name: bilingual('财务专用章', 'Finance seal') },
  { kind: 'invoice', name: bilingual('发票专用章', 'Invoice seal') },
  { kind: 'legal-representative', name: bilingual('法定代表人名章', 'Legal representative’s seal') },
] as const

const sealCode = (division: string, number: number, place: number) =>
  `${division}${String((number - 1) * kinds.length + place + 1).padStart(7, '0')}`

export const sealSystem = (delays: Delays) =>
  registrationSystem('seal', {
    prefix: 'SL',
    path: 'registrations',
    event: 'registration',
    input: RegistrationInput,
    delays,
    result: (input, number) => ({
      filingNumber: `YZ${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
      seals: kinds.map((seal, i) => ({ ...seal, code: sealCode(input.creditCode.slice(2, 8), number, i) })),
    }),
  })
