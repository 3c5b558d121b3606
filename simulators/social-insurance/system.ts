import { z } from 'zod'
import type { Delays } from '../registrations.ts'
import { RegistrationInput, registrationSystem } from '../registrations.ts'

/** Social insurance: a unit is registered for its employees, also when there are none yet. */
const Input = RegistrationInput.extend({ employees: z.number().int().min(0).max(1_000_000).default(0) })

export const socialInsuranceSystem = (delays: Delays) =>
  registrationSystem('social-insurance', {
    prefix: 'SI',
    path: 'registrations',
    event: 'registration',
    input: Input,
    delays,
    result: (input, number) => ({
      unitNumber: `SB${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
      employees: input.employees,
    }),
  })
