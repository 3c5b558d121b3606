import { z } from 'zod'
import type { Delays } from '../registrations.ts'
import { RegistrationInput, registrationSystem } from '../registrations.ts'

/**
 * Tax: taxpayer registration, the first invoice quota and the e-invoice account (数电发票, 赋额制). The taxpayer's number is
 * the credit code. Real quotas are set case by case; the figure here is a sample.
 */
const Input = RegistrationInput.extend({
  taxpayerKind: z.enum(['small-scale', 'general']).default('small-scale'),
  legalRepresentative: z.string().min(1).max(100).optional(),
})

const sampleQuotaFen = { 'small-scale': 10_000_000, general: 75_000_000 } as const

export const taxSystem = (delays: Delays) =>
  registrationSystem('tax', {
    prefix: 'TX',
    path: 'registrations',
    event: 'registration',
    input: Input,
    delays,
    result: (input, number) => ({
      taxpayerId: input.creditCode,
      taxpayerKind: input.taxpayerKind,
      invoiceQuotaFen: sampleQuotaFen[input.taxpayerKind],
      invoiceQuotaIsSample: true,
      invoiceAccount: `EI${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
    }),
  })
