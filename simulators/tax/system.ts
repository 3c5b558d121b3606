import { z } from 'zod'
import { bilingual } from '#kernel/text.ts'
import { no } from '../answers.ts'
import { desk, desksSystem, noticeDesk } from '../desks.ts'
import type { Delays } from '../registrations.ts'
import { RegistrationInput } from '../registrations.ts'

/**
 * Tax: taxpayer registration, the first invoice quota and the e-invoice account (数电发票, 赋额制). The taxpayer's number is
 * the credit code. Real quotas are set case by case; the figure here is a sample. Other desks take changes, moves between
 * districts, clearances at the end, and the assessment of a transfer.
 */
const Registration = RegistrationInput.extend({
  taxpayerKind: z.enum(['small-scale', 'general']).default('small-scale'),
  legalRepresentative: z.string().min(1).max(100).optional(),
})
const Move = RegistrationInput.extend({
  fromDistrict: z.string().min(1).max(40),
  toDistrict: z.string().min(1).max(40),
})
const Assessment = RegistrationInput.extend({ priceFen: z.number().int().min(1) })

/** One filing of several taxes: its lines must come to its total. */
const Filing = RegistrationInput.extend({
  charges: z.array(z.object({ charge: z.string().min(1), amountFen: z.number().int().min(0) })).min(1),
  totalFen: z.number().int().min(0),
})

const sampleQuotaFen = { 'small-scale': 10_000_000, general: 75_000_000 } as const

/** 印花税法, annex: transfers of buildings, 0.5 ‰ of the price. */
const stampTaxFen = (priceFen: number) => Math.round((priceFen * 5) / 10_000)

export const taxSystem = (delays: Delays) =>
  desksSystem('tax', [
    desk({
      prefix: 'TX',
      path: 'registrations',
      event: 'registration',
      input: Registration,
      delays,
      result: (input, number) => ({
        taxpayerId: input.creditCode,
        taxpayerKind: input.taxpayerKind,
        invoiceQuotaFen: sampleQuotaFen[input.taxpayerKind],
        invoiceQuotaIsSample: true,
        invoiceAccount: `EI${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
      }),
    }),
    noticeDesk('changes', 'TB', delays, RegistrationInput),
    noticeDesk('clearances', 'TQ', delays, RegistrationInput),
    desk({
      prefix: 'TM',
      path: 'moves',
      event: 'move',
      input: Move,
      delays,
      repeatable: true,
      check: (input) =>
        input.fromDistrict === input.toDistrict
          ? no(422, 'same-district', bilingual('迁入区和迁出区相同。', 'The districts are the same.'), {
              fields: ['toDistrict'],
            })
          : undefined,
      result: (input, number) => ({
        confirmation: `TM${input.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
        taxOffice: `${input.toDistrict}税务局`,
      }),
    }),
    desk({
      prefix: 'TF',
      path: 'filings',
      event: 'filing',
      input: Filing,
      delays,
      repeatable: true,
      check: ({ charges, totalFen }) =>
        charges.reduce((sum, { amountFen }) => sum + amountFen, 0) === totalFen
          ? undefined
          : no(422, 'sum-wrong', bilingual('各税种合计与总额不符。', 'The taxes do not come to the total.'), {
              fields: ['totalFen'],
            }),
      result: (input, number) => ({
        receipt: `TF${input.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
        totalFen: input.totalFen,
      }),
    }),
    desk({
      prefix: 'TA',
      path: 'assessments',
      event: 'assessment',
      input: Assessment,
      delays,
      repeatable: true,
      result: (input, number) => ({
        receipt: `TA${input.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
        stampTaxFen: stampTaxFen(input.priceFen),
      }),
    }),
  ])
