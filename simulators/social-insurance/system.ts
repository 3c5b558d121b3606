import { z } from 'zod'
import type { Delays } from '../registrations.ts'
import { desk, desksSystem, noticeDesk } from '../desks.ts'
import { RegistrationInput } from '../registrations.ts'

/** Social insurance: a unit is registered for its employees, also when there are none yet; changes, the end, and new employees follow. */
const Input = RegistrationInput.extend({ employees: z.number().int().min(0).max(1_000_000).default(0) })

export const socialInsuranceSystem = (delays: Delays) =>
  desksSystem('social-insurance', [
    desk({
      prefix: 'SI',
      path: 'registrations',
      event: 'registration',
      input: Input,
      delays,
      result: (input, number) => ({
        unitNumber: `SB${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
        employees: input.employees,
      }),
    }),
    noticeDesk('changes', 'SB', delays, RegistrationInput),
    noticeDesk('cancellations', 'SZ', delays, RegistrationInput),
    desk({
      prefix: 'SY',
      path: 'enrolments',
      event: 'enrolment',
      input: Input,
      delays,
      repeatable: true,
      result: (input, number) => ({
        confirmation: `SY${input.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
        employees: input.employees,
      }),
    }),
  ])
